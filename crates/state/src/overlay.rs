//! Optimistic changes: what the person did, over what the server said.

use serde::{Deserialize, Serialize};
use tutti_types::boards::{Board, UpdateBoard};
use tutti_types::columns::{Column, CreateColumn, MoveColumn, UpdateColumn};
use tutti_types::tasks::{CreateTask, MoveTask, Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp};

use crate::touched::Touched;

/// One thing the person did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Op {
    /// The request's Idempotency-Key; the event carries it as `op`.
    pub key: String,
    /// When it was done, for what the server will stamp.
    pub at: Timestamp,
    pub intent: Intent,
}

/// What the person wants. Ids of new things are the client's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Intent {
    /// Make a task; `create.id` is set from `task` when it is sent.
    CreateTask {
        task: TaskId,
        /// The request.
        create: CreateTask,
    },
    /// Change a task's fields; only those in the patch are written.
    UpdateTask {
        task: TaskId,
        /// What changes.
        patch: UpdateTask,
        /// Where it changes title or description: what the edit began from.
        began: Option<Began>,
    },
    /// Put a card elsewhere.
    MoveTask {
        task: TaskId,
        /// Where to.
        to: MoveTask,
    },
    /// Put a task in the trash.
    DeleteTask { task: TaskId },
    /// Take it out again.
    RestoreTask {
        task: TaskId,
        /// As it was, so that it shows at once.
        card: Option<Box<Task>>,
    },
    /// Make a column; `create.id` is set from `column` when it is sent.
    CreateColumn {
        board: BoardId,
        column: ColumnId,
        /// The request.
        create: CreateColumn,
    },
    /// Change a column's fields.
    UpdateColumn {
        board: BoardId,
        column: ColumnId,
        /// What changes.
        patch: UpdateColumn,
    },
    /// Put a column elsewhere on its board.
    MoveColumn {
        board: BoardId,
        column: ColumnId,
        /// Where to.
        to: MoveColumn,
    },
    /// Put a column in the trash.
    DeleteColumn {
        board: BoardId,
        column: ColumnId,
        /// Where its cards go, where it holds any.
        to: Option<ColumnId>,
    },
    /// Take it out again, with the cards that are still where they went.
    RestoreColumn { board: BoardId, column: ColumnId },
    /// Change a board's fields.
    UpdateBoard {
        board: BoardId,
        /// What changes.
        patch: UpdateBoard,
    },
    /// Put a board in the trash, with all on it.
    DeleteBoard { board: BoardId },
    /// Take it out again.
    RestoreBoard { board: BoardId },
}

/// What an edit of a task's texts began from: sent as `If-Match`, and compared with what came in between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Began {
    /// The task's version then.
    pub version: i64,
    /// Its title then.
    pub title: String,
    /// Its description then; empty where there was none.
    pub description: String,
}

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Entity {
    /// A task.
    Task(TaskId),
    /// A column.
    Column(ColumnId),
    /// A board.
    Board(BoardId),
}

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

/// An op that lies over the truth until its event is applied.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What was done.
    pub op: Op,
    /// What the server answered, where its event is still to come. The answer then stands for the intent.
    pub answer: Option<Answer>,
    /// The store's count of requests when the answer came.
    pub(crate) since: u64,
    /// A resync, or a page that names rooms to be loaded anew, may have left out its event.
    pub(crate) lost: bool,
}

/// What [`Store::make`](crate::Store::make) gives back.
#[derive(Clone, Debug)]
pub struct Made {
    /// What looks different now.
    pub touched: Vec<Touched>,
    /// What would undo it, to be made as an op of its own; absent where there is no way back.
    pub undo: Option<Intent>,
}

impl Intent {
    /// What it changes.
    #[must_use]
    pub const fn entity(&self) -> Entity {
        match self {
            Self::CreateTask { task, .. }
            | Self::UpdateTask { task, .. }
            | Self::MoveTask { task, .. }
            | Self::DeleteTask { task }
            | Self::RestoreTask { task, .. } => Entity::Task(*task),
            Self::CreateColumn { column, .. }
            | Self::UpdateColumn { column, .. }
            | Self::MoveColumn { column, .. }
            | Self::DeleteColumn { column, .. }
            | Self::RestoreColumn { column, .. } => Entity::Column(*column),
            Self::UpdateBoard { board, .. }
            | Self::DeleteBoard { board }
            | Self::RestoreBoard { board } => Entity::Board(*board),
        }
    }

    /// Whether it makes something under an id of its own: the server makes that once, however often it is asked.
    #[must_use]
    pub const fn has_own_id(&self) -> bool {
        matches!(self, Self::CreateTask { .. } | Self::CreateColumn { .. })
    }
}
