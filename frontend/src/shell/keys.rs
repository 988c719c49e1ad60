//! The keys that act everywhere in a workspace. A screen's own stand with the screen.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::Frame;
use crate::dom;
use crate::store::Space;
use crate::ui::Toasts;

/// How long `G` waits for the letter that says where to go, in milliseconds.
const GO_WITHIN: u64 = 1_500;

/// Listens while the frame is on the screen.
pub fn listen(frame: Frame) {
    let space = Space::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let went_at = StoredValue::new(None::<u64>);

    let pressed = move |event: KeyboardEvent| {
        let is_chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_chord || event.default_prevented() || dom::is_typing() || is_covered() {
            return;
        }
        let key = event.key();
        let is_going = went_at
            .get_value()
            .is_some_and(|at| dom::steady_ms() - at < GO_WITHIN);
        went_at.set_value(None);
        if is_going && let Some(to) = place(&key, space) {
            event.prevent_default();
            event.stop_immediate_propagation();
            return navigate(&to, Default::default());
        }
        match key.as_str() {
            "[" => frame.toggle_sidebar(),
            "]" => frame.rail.update(|is| *is = !*is),
            "?" => frame.help.set(true),
            "g" | "G" => went_at.set_value(Some(dom::steady_ms())),
            "z" | "Z" if toasts.undo() => {}
            _ => return,
        }
        event.prevent_default();
    };
    let handle = window_event_listener(ev::keydown, pressed);
    on_cleanup(move || handle.remove());
}

/// A dialog or a menu has the keys to itself.
fn is_covered() -> bool {
    document()
        .query_selector("dialog[open], .menu:popover-open")
        .ok()
        .flatten()
        .is_some()
}

/// Where `G` and this letter lead.
fn place(key: &str, space: Space) -> Option<String> {
    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
    match key {
        "b" | "B" => {
            let board = space
                .boards
                .with_untracked(|boards| boards.first().map(|b| b.id));
            Some(board.map_or_else(
                || format!("/w/{slug}"),
                |board| format!("/w/{slug}/b/{board}"),
            ))
        }
        "p" | "P" => Some(format!("/w/{slug}/members")),
        "s" | "S" => Some(format!("/w/{slug}/settings")),
        _ => None,
    }
}
