//! What a change touches of boards.

use tutti_types::{BoardId, ColumnId, TaskId};

/// What may look different of boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Touched {
    /// The list of boards: one came or went.
    Boards,
    /// A board's own fields.
    Board(BoardId),
    /// A board's part came, went, or wants to be loaded again: see [`Store::part`](crate::Store::part).
    Part(BoardId),
    /// A board's columns: their fields or their order.
    Columns(BoardId),
    /// A task came, changed or went.
    Card(TaskId),
    /// The order of a column's cards, or how many there are.
    Order(ColumnId),
    /// What others gave the reader to do: see [`Store::given`](crate::Store::given).
    Given,
}
