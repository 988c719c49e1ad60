//! Whether the page is about to go. What it asks for then has to outlive it.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;

thread_local! {
    static IS_LEFT: Cell<bool> = const { Cell::new(false) };
}

/// Hears of it from now on; to be called once, before whoever sends something at that moment listens too.
pub fn watch_leaving() {
    // The app never goes, so neither do these.
    let _ = window_event_listener(ev::pagehide, |_| IS_LEFT.set(true));
    // The way back may lead to the same page.
    let _ = window_event_listener(ev::pageshow, |_| IS_LEFT.set(false));
}

/// Whether the page is being left, or is out of sight: a phone ends such a page without a further word.
pub fn is_leaving() -> bool {
    IS_LEFT.get() || document().hidden()
}
