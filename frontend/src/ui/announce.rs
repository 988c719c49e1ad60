//! What is said to those who do not see the screen: one calm region and one that interrupts, for the whole app.

use leptos::prelude::*;

use crate::dom;

/// Said when there is a pause; what must be heard at once goes to [`dom::announce`].
pub fn say(text: &str) {
    if let Some(region) = dom::by_id("live") {
        region.set_text_content(Some(text));
    }
}

/// The two regions. Nothing reactive stands in them, since speaking replaces what they hold.
#[component]
pub fn LiveRegions() -> impl IntoView {
    view! {
        <div class="visually-hidden" aria-live="polite" id="live"></div>
        <div class="visually-hidden" aria-live="assertive" id="dnd-live"></div>
    }
}
