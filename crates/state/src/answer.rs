//! What the server answers to what the person did.

use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::tasks::Task;

/// What the server answered to an op.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The task as it is now.
    Task(Box<Task>),
    /// The column as it is now.
    Column(Box<Column>),
    /// The board as it is now.
    Board(Box<Board>),
    /// It is done and there is nothing to tell.
    Done,
}

impl Answer {
    pub(crate) fn of_task(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok().map(Self::Task)
    }

    pub(crate) fn of_column(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok().map(Self::Column)
    }

    pub(crate) fn of_board(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok().map(Self::Board)
    }
}
