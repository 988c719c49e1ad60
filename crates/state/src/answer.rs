//! What the server answers to what the person did.

use tutti_types::boards::Board;
use tutti_types::columns::Column;
use tutti_types::members::Member;
use tutti_types::tasks::Task;

use crate::entity::Entity;

/// What the server answered to an op.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The task as it is now.
    Task(Box<Task>),
    /// The column as it is now.
    Column(Box<Column>),
    /// The board as it is now.
    Board(Box<Board>),
    /// The member as they are now.
    Member(Box<Member>),
    /// It is done and there is nothing to tell.
    Done,
}

impl Answer {
    /// Reads a good answer to a change of this. One that cannot be read, such as none at all, says at least that it is done.
    pub(crate) fn read(of: Entity, body: &str) -> Self {
        let read = match of {
            Entity::Task(_) => serde_json::from_str(body).map(Self::Task),
            Entity::Column(_) => serde_json::from_str(body).map(Self::Column),
            Entity::Board(_) => serde_json::from_str(body).map(Self::Board),
            Entity::Member(_) => serde_json::from_str(body).map(Self::Member),
        };
        read.unwrap_or(Self::Done)
    }
}
