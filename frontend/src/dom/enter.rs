//! Going to a field by a key.

use leptos::prelude::queue_microtask;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// Puts the focus on an element as Tab does: what stands in a field of one line is selected, so that typing replaces it. A draft is
/// gone on with.
pub fn enter(element: &HtmlElement) {
    // Where it cannot take the focus, that stays with what it stands in.
    let _ = element.focus();
    let Some(field) = element.dyn_ref::<HtmlInputElement>().cloned() else {
        return;
    };
    // Effects, and what they leave to be done after them, write into a field that is just made. No key comes in between.
    spawn_local(async move {
        tick().await;
        queue_microtask(move || {
            if !field.has_attribute("data-draft") {
                field.select();
            }
        });
    });
}

/// The same with the first element that matches.
pub fn enter_at(selector: &str) -> bool {
    let found = super::find(selector);
    found.as_ref().map(enter).is_some()
}
