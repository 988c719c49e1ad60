//! What changes of boards are of.

use tutti_types::{BoardId, ColumnId, TaskId};

/// One thing of a board, or a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    Task(TaskId),
    Column(ColumnId),
    Board(BoardId),
}
