//! Keys that are typed on after somebody else took the field away: a column was deleted, a board made private. They belong to
//! nobody. No shortcut hears them until the person presses Escape or Tab, or points somewhere.

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, HtmlElement, KeyboardEvent, Node, PointerEvent};

use crate::dom::{self, Listener};

thread_local! {
    /// The text field one writes in, or wrote in when it went.
    static FIELD: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Keys that leave a field or send it, so that its going is the person's own doing.
const LEAVES: [&str; 3] = ["Enter", "Escape", "Tab"];

/// Listens as long as the page lives.
pub(super) fn watch() {
    let window = window();
    let listeners = vec![
        Listener::new(&window, "focusin", focused),
        Listener::new(&window, "pointerdown", pointed),
        Listener::new(&window, "keydown", pressed),
        Listener::new(&window, "close", closed),
        Listener::new(&window, "toggle", closed),
        Listener::new(&window, "popstate", |_: Event| forget_field()),
    ];
    StoredValue::new_local(listeners);
}

/// The person went elsewhere: whatever field there was, its going was meant.
pub fn forget_field() {
    FIELD.set(None);
}

/// Whether the keys of now belong to nobody: the field they were meant for is gone, and not by the person's doing. Who puts the
/// focus somewhere puts it in no other field then, which would take them for its own.
pub fn are_stray() -> bool {
    FIELD.with_borrow(|field| field.as_ref().is_some_and(|field| !is_there(field)))
}

fn element(event: &Event) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// Whether one could still write in it.
fn is_there(field: &HtmlElement) -> bool {
    field.is_connected() && field.offset_width() > 0
}

fn focused(event: FocusEvent) {
    match element(&event).filter(|element| dom::is_text_field(element)) {
        Some(field) => FIELD.set(Some(field)),
        // A focus that was put elsewhere because the field went changes nothing of what is still being typed.
        None if FIELD.with_borrow(|field| field.as_ref().is_some_and(is_there)) => forget_field(),
        None => {}
    }
}

fn pointed(event: PointerEvent) {
    let target = element(&event);
    let is_in_it = FIELD.with_borrow(|field| {
        let target: Option<&Node> = target.as_deref().map(AsRef::as_ref);
        field.as_ref().is_some_and(|field| field.contains(target))
    });
    if !is_in_it {
        forget_field();
    }
}

/// A dialog or a menu that is closed is not taken away.
fn closed(event: Event) {
    let layer = element(&event);
    let held_it = FIELD.with_borrow(|field| {
        let field: Option<&Node> = field.as_deref().map(AsRef::as_ref);
        layer.is_some_and(|layer| field.is_some() && layer.contains(field))
    });
    if held_it {
        forget_field();
    }
}

fn pressed(event: KeyboardEvent) {
    let key = event.key();
    if let Some(field) = element(&event).filter(|target| dom::is_text_field(target)) {
        if LEAVES.contains(&key.as_str()) && !super::is_taken_by_input_method(&event) {
            forget_field();
            watch_again(field);
        } else {
            FIELD.set(Some(field));
        }
        return;
    }
    let is_stray = FIELD.with_borrow(Option::is_some);
    if !is_stray || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    // A dialog or a menu keeps its keys to itself anyway.
    if key == "Tab" || dom::is_covered() {
        return forget_field();
    }
    if key == "Escape" {
        forget_field();
    }
    event.prevent_default();
    event.stop_immediate_propagation();
}

/// A key that might have closed the field did not: its next letters are for it.
fn watch_again(field: HtmlElement) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            let has_focus =
                dom::active().is_some_and(|active| active == *AsRef::<Element>::as_ref(&field));
            if has_focus {
                FIELD.set(Some(field));
            }
        });
    });
}
