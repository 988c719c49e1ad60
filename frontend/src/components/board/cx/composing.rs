//! Where quick create is open, what opened it, and so where the focus goes once it is closed.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};

use super::BoardCx;
use crate::dom;

/// What opened quick create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// A key, most often on a card.
    Key,
    /// A key in a column, on none of its cards.
    Column,
    /// The button in the board's top bar.
    Top,
    /// A phone's button over the board.
    Floating,
    /// The button in the column's head.
    Head,
    /// The button at the column's foot, in whose place the field stands.
    Foot,
}

impl BoardCx {
    /// Opens quick create in a column.
    pub fn compose_in(self, column: Option<ColumnId>, opener: Opener) {
        self.opener.set_value(opener);
        self.composing.set(column);
    }

    /// Opens quick create by a key: in the column of the card that it was pressed on, else in the column that has the focus.
    pub fn compose_by_key(self, card: Option<TaskId>, focus: Option<ColumnId>) {
        let of_card = card.and_then(|task| self.find(task));
        let here = of_card.map(|(column, _)| column).or(focus);
        let opener = match (of_card, focus) {
            (None, Some(_)) => Opener::Column,
            _ => Opener::Key,
        };
        self.compose_in(untrack(|| self.column_for_new(here)), opener);
    }

    /// The column in which a task is made: where somebody is, else where the active card is, else the first. Tracked.
    pub fn column_for_new(self, here: Option<ColumnId>) -> Option<ColumnId> {
        let columns = self.space.columns(self.id);
        let ids: Vec<_> = columns.with(|columns| columns.iter().map(|c| c.id).collect());
        let of_active = || Some(self.find(self.active.get()?)?.0);
        let here = here.filter(|here| ids.contains(here));
        here.or_else(of_active).or_else(|| ids.first().copied())
    }

    /// Opens quick create in the column that a phone shows.
    pub fn compose_in_view(self) {
        let ids = self.column_ids();
        let in_view = self.in_view.get_untracked().filter(|id| ids.contains(id));
        let column = in_view.or_else(|| ids.first().copied());
        self.compose_in(column, Opener::Floating);
    }

    /// Closes it, and goes on with the last task that was made in it, else where it was opened.
    pub fn end_composing(self, column: ColumnId, has_made: bool) {
        let opener = self.opener.get_value();
        let leads_to_card = has_made || opener == Opener::Key;
        let last = self.active.get_untracked().filter(|_| leads_to_card);
        let last = last.filter(|task| self.find(*task).is_some());
        self.composing.set(None);
        match last {
            Some(last) => self.reveal.set(Some(last)),
            None => go_back(self, column, opener),
        }
    }
}

/// Gives the focus back to the button that was pressed, else to the one at the foot.
fn go_back(cx: BoardCx, column: ColumnId, opener: Opener) {
    let of_column = format!("[data-column='{column}']");
    let foot = format!("{of_column} .column-add");
    let button = match opener {
        Opener::Top => ".board-new".to_owned(),
        Opener::Floating => ".btn--fab".to_owned(),
        Opener::Head => format!("{of_column} .column-compose"),
        Opener::Foot => foot.clone(),
        Opener::Column => format!("{of_column} .column-grip"),
        Opener::Key => "#main".to_owned(),
    };
    // The buttons that gave way to the field are back by then.
    request_animation_frame(move || {
        let is_elsewhere = dom::has_focus() || cx.reveal.try_get_untracked() != Some(None);
        if is_elsewhere {
            return;
        }
        for place in [button.as_str(), foot.as_str(), "#main"] {
            // Where it cannot be seen it takes no focus.
            if dom::focus(place) && dom::has_focus() {
                return;
            }
        }
    });
}
