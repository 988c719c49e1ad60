//! Fields that are as high as their text. The style says so (`field-sizing`), and where a browser does not know that, the rest of
//! the text would be hidden: there the height is set by hand.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement, HtmlTextAreaElement};

use super::Listener;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = CSS, js_name = supports)]
    fn supports(property: &str, value: &str) -> bool;
}

/// Those that show no scroll bar.
const FIELDS: &str = "textarea.task-field";

/// Follows what is typed, and the width of the page, for as long as that lives.
pub fn watch_growing() {
    if grow_by_themselves() {
        return;
    }
    let window = window();
    let typed = |event: Event| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into().ok()) {
            fit_now(&field);
        }
    };
    let listeners = vec![
        Listener::new(&window, "input", typed),
        Listener::new(&window, "resize", |_: Event| fit_all()),
    ];
    StoredValue::new_local(listeners);
}

fn grow_by_themselves() -> bool {
    supports("field-sizing", "content")
}

/// Its text was set.
pub(super) fn fit(field: &HtmlTextAreaElement) {
    if grow_by_themselves() {
        return;
    }
    fit_now(field);
    // It may not be on the page yet.
    let field = field.clone();
    request_animation_frame(move || fit_now(&field));
}

fn fit_all() {
    let Ok(fields) = document().query_selector_all(FIELDS) else {
        return;
    };
    let fields = (0..fields.length()).filter_map(|at| fields.get(at)?.dyn_into().ok());
    fields.for_each(|field| fit_now(&field));
}

fn fit_now(field: &HtmlTextAreaElement) {
    if !field.matches(FIELDS).unwrap_or(false) || !field.is_connected() {
        return;
    }
    let element: &HtmlElement = field.as_ref();
    let style = element.style();
    // Measured at the height of its rows, since a field does not say that it is higher than its text. Neither fails: both are
    // lengths.
    let _ = style.set_property("block-size", "auto");
    let edges = field.offset_height() - field.client_height();
    let height = format!("{}px", field.scroll_height() + edges);
    let _ = style.set_property("block-size", &height);
}
