//! What a person may do, to boards and to people. Each intent is a file, which says how it is shown, what it asks of the server, what its answer
//! settles and what takes it back; two that take each other back share one. The table below makes it one of [`Intent`].
//!
//! An intent's file reads what is seen and knows nothing of the store or of overlays: those know the intents.

mod act;
mod board_trash;
mod board_update;
mod call;
mod column_create;
mod column_move;
mod column_trash;
mod column_update;
mod member_update;
mod task_create;
mod task_move;
mod task_trash;
mod task_update;

use serde::{Deserialize, Serialize};

pub(crate) use act::Act;
pub use board_trash::{BoardDelete, BoardRestore};
pub use board_update::BoardUpdate;
pub(crate) use call::{Call, Sent};
pub use column_create::ColumnCreate;
pub use column_move::ColumnMove;
pub use column_trash::{ColumnDelete, ColumnRestore};
pub use column_update::ColumnUpdate;
pub use member_update::MemberUpdate;
pub use task_create::TaskCreate;
pub use task_move::TaskMove;
pub use task_trash::{TaskDelete, TaskRestore};
pub use task_update::{Began, TaskUpdate, TextConflict, TextField};

use crate::entity::Entity;

macro_rules! intents {
    ($($name:ident = $stored:literal),+ $(,)?) => {
        /// What the person wants. Ids of new things are the client's own. A page keeps its intents under the names on the right, and
        /// later versions of it read them.
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub enum Intent {
            $(#[serde(rename = $stored)] $name($name)),+
        }
        impl Intent {
            pub(crate) fn act(&self) -> &dyn Act {
                match self { $(Self::$name(act) => act),+ }
            }
        }
        $(impl From<$name> for Intent {
            fn from(act: $name) -> Self {
                Self::$name(act)
            }
        })+
    };
}

intents! {
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
    MemberUpdate = "UpdateMember",
}

impl Intent {
    /// What it changes.
    #[must_use]
    pub fn entity(&self) -> Entity {
        self.act().entity()
    }

    /// Whether it makes something under an id of its own: the server makes that once, however often it is asked.
    #[must_use]
    pub fn has_own_id(&self) -> bool {
        self.act().has_own_id()
    }
}

#[cfg(test)]
mod tests;
