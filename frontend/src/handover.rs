//! From the entrance to the workspace a page is loaded, for each is a program of its own. What must not get lost on the way is handed
//! over: that one comes from a form, and what it has just said.

use leptos::prelude::*;

use crate::session::Session;
use crate::text::Words;
use crate::ui::{Toast, Toasts};
use crate::{dom, storage};

/// Where the note lies meanwhile.
const NOTE: &str = "tutti.arrival";

/// Loads a page of the workspace; `in_place` of this one, to which Back does not lead then.
pub fn leave(toasts: Toasts, to: &str, in_place: bool) {
    prepare(toasts);
    dom::load(to, in_place);
}

/// The page that this tab loads next is of the workspace.
pub fn prepare(toasts: Toasts) {
    let said = toasts.successes();
    let said: Vec<_> = said.iter().map(Words::as_marked).collect();
    if let Ok(note) = serde_json::to_string(&said) {
        storage::hand_over(NOTE, &note);
    }
}

/// Goes on where the page before left off, if that was one of the entrance.
pub fn arrive(session: Session, toasts: Toasts) {
    let Some(note) = storage::take_over(NOTE) else {
        return;
    };
    session.arrived.set_value(true);
    let said: Vec<String> = serde_json::from_str(&note).unwrap_or_default();
    for words in said {
        toasts.show(Toast::success(Words::marked(words)));
    }
}
