//! The keys that act everywhere in a workspace. A screen's own stand with the screen.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::Frame;
use crate::dom;
use crate::keys::{self, Anywhere, Destination, Keystroke, SHORTCUTS};
use crate::store::Space;
use crate::ui::Toasts;

/// How long a key that another one follows waits for it, in milliseconds.
const NEXT_WITHIN: f64 = 1_500.0;

/// Listens while the frame is on the screen.
pub fn listen(frame: Frame) {
    let space = Space::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let begun = StoredValue::new(None::<(&'static str, f64)>);

    keys::listen(move |press: &Keystroke| {
        if press.is_chord() || press.is_taken() || dom::is_typing() || dom::is_covered() {
            return;
        }
        let shortcuts = &SHORTCUTS.anywhere;
        let first = begun
            .get_value()
            .filter(|(_, at)| press.at() - at < NEXT_WITHIN);
        begun.set_value(None);
        let second = first.and_then(|(first, _)| shortcuts.asked_after(first, press));
        if second.is_some() {
            // By itself the letter may be another shortcut.
            press.take_alone();
        }
        match second.or_else(|| shortcuts.asked(press)) {
            Some(Anywhere::Help) => frame.help.set(true),
            Some(Anywhere::Sidebar) => frame.toggle_sidebar(),
            Some(Anywhere::Rail) => frame.rail.update(|is| *is = !*is),
            Some(Anywhere::GoTo(to)) => navigate(&address(to, space), Default::default()),
            Some(Anywhere::Undo) if toasts.undo() => {}
            // What lies on top hears it, and a screen may have more to undo than the toasts.
            Some(Anywhere::Undo | Anywhere::Close) => return,
            None => match shortcuts.first(press) {
                Some(first) => begun.set_value(Some((first, press.at()))),
                None => return,
            },
        }
        press.take();
    });
}

fn address(to: Destination, space: Space) -> String {
    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
    match to {
        Destination::Boards => {
            let board = space
                .boards
                .with_untracked(|boards| boards.first().map(|b| b.id));
            board.map_or_else(
                || format!("/w/{slug}"),
                |board| format!("/w/{slug}/b/{board}"),
            )
        }
        Destination::People => format!("/w/{slug}/members"),
        Destination::Settings => format!("/w/{slug}/settings"),
    }
}
