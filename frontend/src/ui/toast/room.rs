//! Toasts that make room for others glide, as all that others move does.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom;

/// To be called before a toast comes or goes: the others glide to their new places.
pub(super) fn from_here() {
    if dom::prefers_reduced_motion() {
        return;
    }
    let before: Vec<_> = toasts().map(|toast| (top(&toast), toast)).collect();
    spawn_local(async move {
        dom::changes_are_in().await;
        for (was, toast) in before {
            let by = was - top(&toast);
            if toast.is_connected() && by != 0.0 {
                dom::glide_from(&toast, 0.0, by);
            }
        }
    });
}

fn toasts() -> impl Iterator<Item = HtmlElement> {
    // It fails only for a selector that is none.
    let found = document().query_selector_all(".toast").ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

fn top(toast: &HtmlElement) -> f64 {
    toast.get_bounding_client_rect().top()
}
