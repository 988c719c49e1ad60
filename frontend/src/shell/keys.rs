//! The keys that act everywhere in a workspace. A screen's own stand with the screen.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::Frame;
use crate::dom;
use crate::keys::{self, Keystroke};
use crate::store::Space;
use crate::ui::Toasts;

/// How long `G` waits for the letter that says where to go, in milliseconds.
const GO_WITHIN: f64 = 1_500.0;

/// Listens while the frame is on the screen.
pub fn listen(frame: Frame) {
    let space = Space::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let went_at = StoredValue::new(None::<f64>);

    keys::listen(move |press: &Keystroke| {
        if press.is_chord() || press.is_taken() || dom::is_typing() || dom::is_covered() {
            return;
        }
        let is_going = went_at
            .get_value()
            .is_some_and(|at| press.at() - at < GO_WITHIN);
        went_at.set_value(None);
        if is_going && let Some(to) = place(press.key(), space) {
            press.take_alone();
            return navigate(&to, Default::default());
        }
        match press.key() {
            "[" => frame.toggle_sidebar(),
            "]" => frame.rail.update(|is| *is = !*is),
            "?" => frame.help.set(true),
            "g" => went_at.set_value(Some(press.at())),
            "z" if toasts.undo() => {}
            _ => return,
        }
        press.take();
    });
}

/// Where `G` and this letter lead.
fn place(key: &str, space: Space) -> Option<String> {
    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
    match key {
        "b" => {
            let board = space
                .boards
                .with_untracked(|boards| boards.first().map(|b| b.id));
            Some(board.map_or_else(
                || format!("/w/{slug}"),
                |board| format!("/w/{slug}/b/{board}"),
            ))
        }
        "p" => Some(format!("/w/{slug}/members")),
        "s" => Some(format!("/w/{slug}/settings")),
        _ => None,
    }
}
