//! What changes are of.

use serde::{Deserialize, Serialize};
use tutti_types::{BoardId, ColumnId, TaskId, UserId};

/// One thing that the person, or an event, changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Entity {
    Task(TaskId),
    Column(ColumnId),
    Board(BoardId),
    Member(UserId),
}
