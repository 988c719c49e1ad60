//! What a change touched, so that the screen wakes only what shows it.

use tutti_types::{BoardId, ColumnId, TaskId, UserId};

/// Something that a reader of the [`Store`](crate::Store) may find different now, or news of what only the server holds. It may be
/// told without a difference, never the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Touched {
    /// The workspace's own name and slug.
    Workspace,
    /// One's own role and rights.
    Me,
    /// The list of members, or what others are called: somebody came or went.
    Members,
    /// A member.
    Member(UserId),
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
    /// The feed has a new entry.
    Activity,
    /// What others gave the reader to do: see [`Store::given`](crate::Store::given).
    Given,
    /// Something went into the trash, or may have come out of it. Whoever shows the trash asks for it anew.
    Trash,
    /// An invitation came, went or was accepted. Whoever shows them asks for them anew.
    Invitations,
    /// The workspace was deleted, or the reader is out of it.
    Gone,
}

/// A list in which each thing stands once.
#[derive(Debug, Default)]
pub(crate) struct Touches(Vec<Touched>);

impl Touches {
    pub(crate) fn add(&mut self, touched: Touched) {
        // Events touch two or three things; only a part's load touches many, and `extend` is its door.
        if !self.0.contains(&touched) {
            self.0.push(touched);
        }
    }
    /// Without looking for doubles, for a load that touches everything of a board once.
    pub(crate) fn push(&mut self, touched: Touched) {
        self.0.push(touched);
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = Touched> {
        self.0.iter().copied()
    }
    pub(crate) fn into_vec(self) -> Vec<Touched> {
        self.0
    }
}
