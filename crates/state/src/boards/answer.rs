//! What the server answers to a change of a board, or of what is on it.

use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::tasks::Task;

use super::entity::Entity;

/// The changed thing as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Task(Box<Task>),
    Column(Box<Column>),
    Board(Box<Board>),
}

impl Answer {
    pub(crate) fn read(of: Entity, body: &str) -> Option<Self> {
        let read = match of {
            Entity::Task(_) => serde_json::from_str(body).map(Self::Task),
            Entity::Column(_) => serde_json::from_str(body).map(Self::Column),
            Entity::Board(_) => serde_json::from_str(body).map(Self::Board),
        };
        read.ok()
    }

    pub(crate) const fn version(&self) -> Option<i64> {
        Some(match self {
            Self::Task(task) => task.version,
            Self::Column(column) => column.version,
            Self::Board(board) => board.version,
        })
    }
}
