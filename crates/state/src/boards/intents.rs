//! What a person may do to boards. Each intent is a file, which says how it is shown, what it asks of the server, what its answer
//! settles and what takes it back; two that take each other back share one. The table below makes it one of [`Intent`].
//!
//! An intent's file reads what is seen and knows nothing of the store or of overlays: those know the intents.

mod board_trash;
mod board_update;
mod column_create;
mod column_move;
mod column_trash;
mod column_update;
mod task_create;
mod task_move;
mod task_trash;
mod task_update;

pub use board_trash::{BoardDelete, BoardRestore};
pub use board_update::BoardUpdate;
pub use column_create::ColumnCreate;
pub use column_move::ColumnMove;
pub use column_trash::{ColumnDelete, ColumnRestore};
pub use column_update::ColumnUpdate;
pub use task_create::TaskCreate;
pub use task_move::TaskMove;
pub use task_trash::{TaskDelete, TaskRestore};
pub use task_update::{Began, TaskUpdate, TextConflict, TextField};

use super::Boards;
use crate::area::Act;
use crate::table::intents;

/// The table: a page keeps its intents under the names on the right, and later versions of it read them.
macro_rules! table {
    ($make:ident) => {
        $make! { boards: Boards {
            TaskCreate = "CreateTask",
            TaskUpdate = "UpdateTask",
            TaskMove = "MoveTask",
            TaskDelete = "DeleteTask",
            TaskRestore = "RestoreTask",
            ColumnCreate = "CreateColumn",
            ColumnUpdate = "UpdateColumn",
            ColumnMove = "MoveColumn",
            ColumnDelete = "DeleteColumn",
            ColumnRestore = "RestoreColumn",
            BoardUpdate = "UpdateBoard",
            BoardDelete = "DeleteBoard",
            BoardRestore = "RestoreBoard",
        } }
    };
}

table! { intents }
pub(crate) use table;
