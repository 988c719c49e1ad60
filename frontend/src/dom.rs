//! The few things of the browser that Leptos has no word for.

mod caret;
mod enter;
mod glide;
mod grow;
mod leaving;
mod listen;
mod locks;
mod moves;

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

pub use caret::rewrite;
pub use enter::{enter, enter_at};
pub use glide::{Area, changes_are_in, glide_from, once_at_rest};
pub use grow::watch_growing;
pub use leaving::{is_leaving, watch_leaving};
pub use listen::Listener;
pub use locks::{hold, inherit};
pub use moves::move_before;

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

/// Shows the app in place of what stood there until now, and tells of a panic. Each program calls it once.
pub fn start<V: IntoView + 'static>(app: impl FnOnce() -> V + 'static) {
    std::panic::set_hook(Box::new(|panic| {
        log_error(&panic.to_string());
        tell_broken();
    }));
    leptos::mount::mount_to_body(app);
    if let Some(boot) = by_id("boot") {
        boot.remove();
    }
}

/// Tells the console, where a person who reports a fault will look.
pub fn log_error(text: &str) {
    console_error(text);
}

/// Loads the page anew.
pub fn reload() {
    // It fails only where the page is being left already.
    let _ = window().location().reload();
}

/// Loads another page of this server; `in_place` of this one, to which Back does not lead then.
pub fn load(to: &str, in_place: bool) {
    let here = window().location();
    // It fails only for what is no address.
    let _ = if in_place {
        here.replace(to)
    } else {
        here.assign(to)
    };
}

/// Says over everything that the program broke, with the way to load it anew. The program can no longer be relied on, so this
/// is the page's own element and no view.
pub fn tell_broken() {
    let told = by_id("broken").and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok());
    if let Some(told) = told {
        // It fails only where it is open already.
        let _ = told.show_modal();
    }
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

/// The element of this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts the focus on the first element that matches.
pub fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

fn find(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok()?;
    found?.dyn_into().ok()
}

/// What has the focus; none where the page itself has it.
pub fn active() -> Option<Element> {
    let active = document().active_element()?;
    (active.tag_name() != "BODY").then_some(active)
}

/// Whether anything has the focus; what had it may be gone with its screen.
pub fn has_focus() -> bool {
    active().is_some()
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

/// Scrolls sideways until an element is in the middle.
pub fn centre_in_view(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_inline(ScrollLogicalPosition::Center);
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls as little as needed for an element to be seen.
pub fn bring_into_view(element: &Element, behavior: ScrollBehavior) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(behavior);
    options.set_inline(ScrollLogicalPosition::Nearest);
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Has the pointer look like a hand that holds something, and marks no text meanwhile.
pub fn tell_dragging(is_dragging: bool) {
    if let Some(body) = document().body() {
        let style = HtmlElement::style(&body);
        // It fails only for a name that is none.
        let _ = style.set_property("user-select", if is_dragging { "none" } else { "" });
        let _ = style.set_property("cursor", if is_dragging { "grabbing" } else { "" });
    }
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether somebody wants nothing to move by itself.
pub fn prefers_reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// Runs it after so many frames, when what a change makes anew is there.
pub fn after_frames(frames: u8, run: impl FnOnce() + 'static) {
    match frames.checked_sub(1) {
        Some(left) => request_animation_frame(move || after_frames(left, run)),
        None => run(),
    }
}

/// What is open over the page and has its own keys.
const LAYERS: &str = "dialog[open], .menu:popover-open";

/// Whether a dialog or a menu is open.
pub fn is_covered() -> bool {
    matches!(document().query_selector(LAYERS), Ok(Some(_)))
}

/// The dialogs and menus that are open.
pub fn open_layers() -> Vec<Element> {
    let Ok(open) = document().query_selector_all(LAYERS) else {
        return Vec::new();
    };
    let open = (0..open.length()).filter_map(|at| open.item(at)?.dyn_into().ok());
    open.collect()
}

/// Whether an event happened in an element that matches.
pub fn is_within(event: &web_sys::Event, selector: &str) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))))
}

/// Whether some text is selected.
pub fn has_selection() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Whether keys pressed now are meant for a text field.
pub fn is_typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    // A letter chooses in a list, too. A checkbox or a switch takes none.
    is_text_field(&active) || active.tag_name() == "SELECT"
}

/// Whether one writes in it.
pub fn is_text_field(element: &Element) -> bool {
    const FIELDS: &str = "textarea, [contenteditable=true], \
        input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range], [type=color], [type=file])";
    element.matches(FIELDS).unwrap_or(false)
}
