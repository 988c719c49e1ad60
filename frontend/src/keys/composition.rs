//! Whether a word is being composed in an input method: half a word is nothing to act on or to save.

use std::cell::RefCell;

use leptos::ev;
use leptos::prelude::*;
use web_sys::EventTarget;

thread_local! {
    /// The field in which a word is being composed.
    static FIELD: RefCell<Option<EventTarget>> = const { RefCell::new(None) };
}

/// Follows the compositions of the whole page.
pub(super) fn watch() {
    // The app never goes, so neither do these.
    let _ = window_event_listener(ev::compositionstart, |event| {
        FIELD.set(event.target());
    });
    let _ = window_event_listener(ev::compositionend, |_| {
        FIELD.take();
    });
}

/// Whether a word is being composed now. A field that left the page took its composition along.
pub fn is_composing() -> bool {
    FIELD.with_borrow(|field| {
        let active = document().active_element();
        match (field, &active) {
            (Some(field), Some(active)) => {
                let active: &EventTarget = active;
                field == active
            }
            _ => false,
        }
    })
}
