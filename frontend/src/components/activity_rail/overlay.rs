//! Where the rail lies over the board it is a layer of its own: the focus goes there with it and comes back, and Escape closes
//! it before anything below.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::keys::{self, Anywhere, SHORTCUTS};
use crate::{dom, shell};

/// Whether the rail lies over the board.
pub fn lies_over_board() -> bool {
    !shell::is_wide() && is_there(".rail")
}

fn is_there(what: &str) -> bool {
    matches!(document().query_selector(what), Ok(Some(_)))
}

/// Takes the focus, and gives it back when the current owner goes.
pub(super) fn hold_focus() {
    let opener = StoredValue::new_local(None::<HtmlElement>);
    if !shell::is_wide() {
        // The menu that it was opened from has given the focus back to its button by then.
        dom::after_frames(2, move || {
            let button = dom::active().and_then(|active| active.dyn_into().ok());
            if opener.try_set_value(button).is_none() {
                dom::focus(".rail-close");
            }
        });
    }
    on_cleanup(move || {
        let opener = opener.try_get_value().flatten();
        request_animation_frame(move || {
            if dom::has_focus() {
                return;
            }
            if let Some(opener) = opener.filter(|opener| opener.is_connected()) {
                // Where it cannot take the focus, the toolbar's button may.
                let _ = opener.focus();
            }
            if !dom::has_focus() {
                let key = SHORTCUTS.anywhere.key(Anywhere::Rail);
                dom::focus(&format!(".board-bars [data-key='{key}']"));
            }
        });
    });
}

/// Closes it by Escape, unless something lies over it or a text is written, which have their own.
pub(super) fn close_by_key(close: Callback<()>) {
    keys::listen(move |press| {
        let is_free = !press.is_taken() && !dom::is_covered() && !dom::is_typing();
        let closes = SHORTCUTS.anywhere.asked(press) == Some(Anywhere::Close);
        if closes && is_free && lies_over_board() && !is_there(".panel") {
            press.take();
            close.run(());
        }
    });
}
