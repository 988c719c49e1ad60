//! Toolbars: whatever has `role="toolbar"` is one tab stop, and the arrow keys walk what stands in it.
//!
//! What stands in a bar comes and goes. So while the focus is outside, every item is a tab stop, and Tab enters at the first or, from
//! behind, at the last; while it is inside, the others are none. The pattern is that of the ARIA Authoring Practices.

use leptos::ev::{self, FocusEvent};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement};

use crate::keys::{self, Keystroke};

const BAR: &str = "[role=toolbar]";
const ITEMS: &str = "button:not(:disabled), a[href], input:not(:disabled)";
/// What opens over a bar has keys of its own.
const LAYERS: &str = "[popover], dialog";

/// Serves all toolbars of the page until the current owner goes. The app calls it once.
pub fn watch() {
    let entered = window_event_listener(ev::focusin, |event| entered(&event));
    let left = window_event_listener(ev::focusout, |event| left(&event));
    // The board hears arrows on the whole page.
    let pressed = StoredValue::new_local(keys::listen_first(&window(), pressed));
    on_cleanup(move || {
        entered.remove();
        left.remove();
        pressed.dispose();
    });
}

fn bar_of(target: Option<EventTarget>) -> Option<Element> {
    let element = target?.dyn_into::<Element>().ok()?;
    let around = element
        .closest(&format!("{BAR}, {LAYERS}"))
        .ok()
        .flatten()?;
    around.matches(BAR).is_ok_and(|is| is).then_some(around)
}

/// What can be seen of a bar's items.
fn items(bar: &Element) -> Vec<HtmlElement> {
    let Ok(found) = bar.query_selector_all(ITEMS) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|item| item.offset_width() > 0 && bar_of(Some(item.clone().into())).is_some())
        .collect()
}

fn entered(event: &FocusEvent) {
    let Some(bar) = bar_of(event.target()) else {
        return;
    };
    let focused = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    for item in items(&bar) {
        // A bar that went meanwhile takes no attributes, which is no loss.
        let _ = if item.is_same_node(focused.as_deref()) {
            item.remove_attribute("tabindex")
        } else {
            item.set_attribute("tabindex", "-1")
        };
    }
}

fn left(event: &FocusEvent) {
    let Some(bar) = bar_of(event.target()) else {
        return;
    };
    if bar_of(event.related_target()).as_ref() != Some(&bar) {
        for item in items(&bar) {
            let _ = item.remove_attribute("tabindex");
        }
    }
}

fn pressed(press: &Keystroke) {
    if press.is_chord() || press.is_shifted() {
        return;
    }
    let Some(bar) = bar_of(press.target().map(Into::into)) else {
        return;
    };
    let items = items(&bar);
    let focused = press.target();
    let here = items
        .iter()
        .position(|item| item.is_same_node(focused.as_deref()));
    let (Some(here), Some(last)) = (here, items.len().checked_sub(1)) else {
        return;
    };
    let (at_start, at_end) = ends(focused);
    let to = match press.key() {
        "ArrowRight" if at_end => {
            if here == last {
                0
            } else {
                here + 1
            }
        }
        "ArrowLeft" if at_start => here.checked_sub(1).unwrap_or(last),
        "Home" if at_start && at_end => 0,
        "End" if at_start && at_end => last,
        _ => return,
    };
    press.take_alone();
    if let Some(item) = items.get(to) {
        // An item that cannot take the focus leaves it where it is.
        let _ = item.focus();
    }
}

/// Whether an arrow to the left, and one to the right, would move no caret.
fn ends(focused: Option<Element>) -> (bool, bool) {
    let Some(input) = focused.and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    else {
        return (true, true);
    };
    // A checkbox has no caret, nor has a radio button or a field of a kind that shows none.
    let place = |at: Result<Option<u32>, JsValue>| at.ok().flatten();
    let selection = place(input.selection_start()).zip(place(input.selection_end()));
    let Some((start, end)) = selection else {
        return (true, true);
    };
    let length = input.value().encode_utf16().count();
    let is_caret = start == end;
    (
        is_caret && start == 0,
        is_caret && usize::try_from(end).is_ok_and(|end| end == length),
    )
}
