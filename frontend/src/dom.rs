//! The few things of the browser that Leptos has no word for.

mod listen;
mod locks;

use std::cell::Cell;

use leptos::prelude::*;
use tutti_types::Timestamp;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

pub use listen::Listener;
pub use locks::{hold, inherit};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
}

thread_local! {
    /// How far the date is ahead of the page's age, and how much sleep that has told of.
    static PACE: Cell<Option<(f64, f64)>> = const { Cell::new(None) };
}

/// Tells the console, where a person who reports a fault will look.
pub fn log_error(text: &str) {
    console_error(text);
}

/// Now, by this machine's clock: for dates. Spans are measured by [`steady_ms`].
#[expect(
    clippy::cast_possible_truncation,
    reason = "a date of our time is far from the ends"
)]
pub fn now() -> Timestamp {
    Timestamp::from_micros(js_sys::Date::now() as i64 * 1_000)
}

/// A difference between the two clocks that is no rounding.
const JUMP_MS: f64 = 1_000.0;

/// Milliseconds of a clock that never runs backwards, for pauses and spans.
///
/// `performance.now` stands still on some machines while they sleep, and a date may be set back. Where the date ran ahead by
/// a jump, that is counted as sleep; where it went back, it is not. So a span is rather too long than too short: a token is
/// renewed early and a socket is asked whether it lives, which costs a request, while the opposite would trust what is dead.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the age of a page is a small positive number"
)]
pub fn steady_ms() -> u64 {
    let now = performance_now();
    let ahead = js_sys::Date::now() - now;
    let (known, slept) = PACE.get().unwrap_or((ahead, 0.0));
    let jump = ahead - known;
    let pace = if jump.abs() < JUMP_MS {
        (known, slept)
    } else {
        (ahead, slept + jump.max(0.0))
    };
    PACE.set(Some(pace));
    (now + pace.1) as u64
}

/// What a page's `<meta name=…>` says.
pub fn meta(name: &str) -> Option<String> {
    document()
        .query_selector(&format!("meta[name={name}]"))
        .ok()
        .flatten()?
        .get_attribute("content")
}

/// An entry of the local storage; a browser without one forgets.
pub fn recall(key: &str) -> Option<String> {
    window()
        .local_storage()
        .ok()
        .flatten()?
        .get_item(key)
        .ok()
        .flatten()
}

/// Keeps an entry in the local storage; `None` removes it.
pub fn remember(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage loses a comfort, not data.
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

/// The names of all entries of the local storage that begin like this.
pub fn recalled(prefix: &str) -> Vec<String> {
    let Ok(Some(storage)) = window().local_storage() else {
        return Vec::new();
    };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    names.filter(|name| name.starts_with(prefix)).collect()
}

/// The element of this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts the focus on the first element that matches.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    element.focus().is_ok()
}

/// Whether anything has the focus; what had it may be gone with its screen.
pub fn has_focus() -> bool {
    document()
        .active_element()
        .is_some_and(|active| active.tag_name() != "BODY")
}

/// Has the assertive live region say it.
pub fn announce(text: &str) {
    if let Some(region) = by_id("dnd-live") {
        region.set_text_content(Some(text));
    }
}

/// Whether the screen is a phone's.
pub fn is_phone() -> bool {
    matches("(width < 640px)")
}

/// Scrolls a board to one of its columns.
pub fn scroll_to_column(column: &Element, behavior: ScrollBehavior) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(behavior);
    options.set_inline(ScrollLogicalPosition::Start);
    options.set_block(ScrollLogicalPosition::Nearest);
    column.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether keys pressed now are meant for a text field.
pub fn is_typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    let tag = active.tag_name();
    matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || active.unchecked_ref::<HtmlElement>().is_content_editable()
}
