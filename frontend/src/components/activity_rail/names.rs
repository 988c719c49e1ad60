//! What ids are called. Entries hold ids; a name is that of now, or none where the thing is not known here.

use leptos::prelude::untrack;
use tutti_types::{BoardId, ColumnId, Timestamp, UserId};

use crate::clock;
use crate::components::dates::{When, Which};
use crate::store::Space;
use crate::text::date;
use crate::ui::date::today;

/// Where names are looked up.
pub trait Names {
    /// A person's name.
    fn person(&self, user: UserId) -> String;
    /// A column's name.
    fn column(&self, column: ColumnId) -> Option<String>;
    /// A board's name.
    fn board(&self, board: BoardId) -> Option<String>;
    /// A date of a task, as it is said whenever it is read.
    fn date(&self, which: Which, at: Timestamp, is_date: bool) -> String;
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
    fn date(&self, which: Which, at: Timestamp, is_date: bool) -> String {
        let When { date, minute } = which.at(at, is_date);
        date::lasting(date, minute, today(clock::now_ms()))
    }
}
