//! The keys of a menu: arrows, Home and End walk it, a letter jumps to the next item that begins with it.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::dom;
use crate::keys::Keystroke;

/// What the arrow keys walk.
const ITEMS: &str = "[role^=menuitem]:not(:disabled), [role=option]";

fn items(layer: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(list) = layer.query_selector_all(ITEMS) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

fn focus(item: Option<&HtmlElement>) {
    if let Some(item) = item {
        // An item that cannot take the focus is passed over.
        let _ = item.focus();
    }
}

/// Gives the focus to what asks for it, else to the search field, else to the chosen item, else to the first.
pub fn focus_first(layer: &HtmlElement) {
    let wanted = ["[data-first]", "input", "[aria-checked=true]"]
        .into_iter()
        .find_map(|what| layer.query_selector(what).ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .or_else(|| items(layer).into_iter().next());
    if let Some(wanted) = wanted {
        dom::enter(&wanted);
    }
}

/// Handles a key pressed inside `layer`.
pub fn handle(layer: &HtmlElement, press: &Keystroke) {
    let items = items(layer);
    let count = items.len();
    if count == 0 {
        return;
    }
    let active = leptos::prelude::document().active_element();
    let here = active.as_ref().and_then(|active| {
        items
            .iter()
            .position(|item| item.is_same_node(Some(active)))
    });
    let is_typing = active.is_some_and(|active| active.tag_name() == "INPUT");
    let to = match press.key() {
        "ArrowDown" => Some(here.map_or(0, |at| (at + 1) % count)),
        "ArrowUp" => Some(here.map_or(count - 1, |at| (at + count - 1) % count)),
        "Home" if !is_typing => Some(0),
        "End" if !is_typing => Some(count - 1),
        // Leaving a menu by Tab closes it, as menus of every system do.
        "Tab" => {
            let _ = layer.hide_popover();
            None
        }
        _ if !is_typing => press.text().and_then(|letter| {
            let wanted = letter.to_lowercase();
            let from = here.map_or(0, |at| at + 1);
            (0..count).map(|step| (from + step) % count).find(|at| {
                items.get(*at).is_some_and(|item| {
                    item.text_content()
                        .unwrap_or_default()
                        .trim()
                        .to_lowercase()
                        .starts_with(&wanted)
                })
            })
        }),
        _ => None,
    };
    // Keys pressed in a menu are the menu's, never the board's behind it. Escape is the browser's own.
    if press.key() != "Escape" {
        press.keep_in();
    }
    if let Some(at) = to {
        press.take();
        focus(items.get(at));
    }
}
