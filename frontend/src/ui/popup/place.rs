//! Where a layer stands: below its anchor and from its left edge, or where there is room.

use leptos::prelude::*;
use web_sys::HtmlElement;

/// Between the layer and its anchor, and at least between the layer and the window's edge.
const GAP: f64 = 4.0;
const EDGE: f64 = 8.0;

fn size(of: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> f64 {
    of.ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

/// Puts `layer` beside `anchor`.
pub fn beside(layer: &HtmlElement, anchor: &HtmlElement) {
    let window = window();
    let (width, height) = (size(window.inner_width()), size(window.inner_height()));
    let at = anchor.get_bounding_client_rect();
    let (own_width, own_height) = (
        f64::from(layer.offset_width()),
        f64::from(layer.offset_height()),
    );

    let starts = at.left() + own_width <= width - EDGE;
    let left = if starts {
        at.left()
    } else {
        at.right() - own_width
    };
    let below = at.bottom() + GAP;
    let above = at.top() - GAP - own_height;
    let top = if below + own_height <= height - EDGE || above < EDGE {
        below.min(height - EDGE - own_height)
    } else {
        above
    };

    set(layer, left, top);
}

/// Where an element's upper left corner is.
pub fn corner(of: &HtmlElement) -> (f64, f64) {
    let at = of.get_bounding_client_rect();
    (at.left(), at.top())
}

/// Keeps `layer` where `put` puts it at its anchor, which `was` at a place, as long as both are there: what others do and what is
/// scrolled moves the anchor.
pub fn follow(
    layer: HtmlElement,
    put: fn(&HtmlElement, &HtmlElement),
    anchor: impl Fn() -> Option<HtmlElement> + 'static,
    was: (f64, f64),
) {
    request_animation_frame(move || {
        let Some(beside) = anchor().filter(|_| layer.is_connected()) else {
            return;
        };
        // An anchor that is just made anew has no place; the layer waits where it is.
        let is = if beside.is_connected() {
            corner(&beside)
        } else {
            was
        };
        if is != was {
            put(&layer, &beside);
        }
        follow(layer, put, anchor, is);
    });
}

/// Puts `layer` centred above `anchor`, or below it where there is no room.
pub fn above(layer: &HtmlElement, anchor: &HtmlElement) {
    let width = size(window().inner_width());
    let at = anchor.get_bounding_client_rect();
    let (own_width, own_height) = (
        f64::from(layer.offset_width()),
        f64::from(layer.offset_height()),
    );
    let centred = at.left() + (at.width() - own_width) / 2.0;
    let left = centred.min(width - EDGE - own_width);
    let over = at.top() - GAP - own_height;
    let top = if over < EDGE { at.bottom() + GAP } else { over };
    set(layer, left, top);
}

fn set(layer: &HtmlElement, left: f64, top: f64) {
    let style = HtmlElement::style(layer);
    // Setting a style property through the CSSOM cannot fail for these values.
    let _ = style.set_property("left", &format!("{}px", left.max(EDGE).round()));
    let _ = style.set_property("top", &format!("{}px", top.max(EDGE).round()));
}
