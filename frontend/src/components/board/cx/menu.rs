//! The menu of a card, as data: what it offers, and for which cards it is open.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};
use web_sys::HtmlElement;

use crate::ui::popup::{self, Anchor};

/// What the menu offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Another place.
    Move,
    /// Another status.
    Status,
    /// Somebody to work on it.
    Assignee,
    /// Another priority.
    Priority,
    /// Another due date.
    Due,
}

/// Whether it is open, beside which card, and for which.
#[derive(Clone, Copy)]
pub struct CardMenu {
    pub anchor: Anchor,
    pub of: RwSignal<Option<Asked>>,
}

/// What it was opened for.
#[derive(Clone)]
pub struct Asked {
    /// The card it stands beside.
    pub task: TaskId,
    /// The column of that card, and its place in it.
    pub column: ColumnId,
    pub at: usize,
    /// Those that are meant with it.
    pub tasks: Vec<TaskId>,
    pub choice: Choice,
}

impl CardMenu {
    /// Closed.
    pub fn new() -> Self {
        Self {
            anchor: popup::anchor(),
            of: RwSignal::new(None),
        }
    }

    /// Opens beside an element of a card.
    pub fn open(self, beside: HtmlElement, asked: Asked) {
        self.of.set(Some(asked));
        self.anchor.set(Some(beside));
    }

    /// The column of the card it is open for. Tracked.
    pub fn column(self) -> Option<ColumnId> {
        let is_open = self.anchor.with(Option::is_some);
        self.of
            .with(|of| of.as_ref().filter(|_| is_open).map(|of| of.column))
    }
}
