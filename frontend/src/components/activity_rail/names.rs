//! What ids are called. Entries hold ids; a name is that of now, or none where the thing is not known here.

use leptos::prelude::untrack;
use tutti_types::{BoardId, ColumnId, UserId};

use crate::store::Space;

/// Where names are looked up.
pub trait Names {
    /// A person's name.
    fn person(&self, user: UserId) -> String;
    /// A column's name.
    fn column(&self, column: ColumnId) -> Option<String>;
    /// A board's name.
    fn board(&self, board: BoardId) -> Option<String>;
}

impl Names for Space {
    fn person(&self, user: UserId) -> String {
        untrack(|| self.name_of(Some(user)))
    }
    fn column(&self, column: ColumnId) -> Option<String> {
        self.read(|s| s.column(column).map(|c| c.name.clone()))?
    }
    fn board(&self, board: BoardId) -> Option<String> {
        self.read(|s| s.board(board).map(|b| b.name.clone()))?
    }
}
