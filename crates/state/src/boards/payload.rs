//! What events tell of boards.

use tutti_types::events::{
    BoardChanged, BoardGone, ColumnChanged, ColumnGone, ColumnReordered, TaskChanged, TaskGone,
};

use super::entity::Entity;

/// What happened, by shape.
#[derive(Debug)]
pub(crate) enum Payload {
    Board(BoardChanged),
    BoardGone(BoardGone),
    Column(ColumnChanged),
    ColumnGone(ColumnGone),
    ColumnReordered(ColumnReordered),
    Task(Box<TaskChanged>),
    TaskGone(TaskGone),
}

impl Payload {
    /// What it is an event of, to find the op that it settles.
    pub(crate) fn entity(&self) -> Option<Entity> {
        Some(match self {
            Self::Board(e) => Entity::Board(e.board.id),
            Self::BoardGone(e) => Entity::Board(e.board_id),
            Self::Column(e) => Entity::Column(e.column.id),
            Self::ColumnGone(e) => Entity::Column(e.column_id),
            Self::Task(e) => Entity::Task(e.task.id),
            Self::TaskGone(e) => Entity::Task(e.task_id),
            Self::ColumnReordered(_) => return None,
        })
    }
}
