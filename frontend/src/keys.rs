//! The keyboard: the one place that reads the browser's key events.
//!
//! Every key handler of the app is made here and gets a [`Keystroke`]. So two rules hold everywhere: a key that an input method
//! takes is nobody's, and a shortcut is found on every keyboard layout. Which key is a shortcut for what is looked up in one
//! table ([`SHORTCUTS`]). `cargo xtask test purity` keeps other files from reading key events themselves.

mod asked;
mod composition;
mod layout;
mod shortcut;
mod shortcuts;
mod stray;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use crate::dom::Listener;
pub use asked::{
    Anywhere, Destination, InCalendar, InTask, InTrash, Lifted, OnBoard, OnCard, OnColumn, Way,
};
pub use composition::is_composing;
pub use shortcut::{Line, Part};
pub use shortcuts::SHORTCUTS;
pub use stray::{are_stray, forget_field};

/// Follows compositions, and keys whose field is gone, on the whole page. The app calls it once, before anything listens for
/// keys.
pub fn watch() {
    stray::watch();
    composition::watch();
}

/// A key that was pressed and that no input method has taken.
pub struct Keystroke {
    event: KeyboardEvent,
    key: String,
}

impl Keystroke {
    /// None where the key belongs to an input method.
    fn of(event: KeyboardEvent) -> Option<Self> {
        if is_taken_by_input_method(&event) {
            return None;
        }
        let key = layout::command(&event.key(), &event.code());
        Some(Self { event, key })
    }

    /// The key as a command: a small letter `a` to `z` on every layout, a sign such as `?`, or a name such as `Enter`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the key types, for a list that is walked by the first letters of its items; none for a key that types nothing.
    pub fn text(&self) -> Option<String> {
        let text = self.event.key();
        (text.chars().count() == 1).then_some(text)
    }

    /// Whether Shift is held.
    pub fn is_shifted(&self) -> bool {
        self.event.shift_key()
    }

    /// Whether Control, Command or Alt is held. The Alt key that some layouts need to type a sign does not count.
    pub fn is_chord(&self) -> bool {
        let types_sign = self.event.get_modifier_state("AltGraph") && self.text().is_some();
        let held = self.event.ctrl_key() || self.event.alt_key();
        self.event.meta_key() || (held && !types_sign)
    }

    /// Whether the key is held down and repeats itself.
    pub fn is_repeat(&self) -> bool {
        self.event.repeat()
    }

    /// When it was pressed, in milliseconds since the page began: what the page did meanwhile is no pause of the person's.
    pub fn at(&self) -> f64 {
        self.event.time_stamp()
    }

    /// Whether another handler has acted on it.
    pub fn is_taken(&self) -> bool {
        self.event.default_prevented()
    }

    /// Marks it as acted on; the browser does nothing more with it.
    pub fn take(&self) {
        self.event.prevent_default();
    }

    /// Keeps it from the handlers further out.
    pub fn keep_in(&self) {
        self.event.stop_propagation();
    }

    /// Takes it and keeps it from all other handlers, also those of the same element.
    pub fn take_alone(&self) {
        self.event.prevent_default();
        self.event.stop_immediate_propagation();
    }

    /// The element that had the focus.
    pub fn target(&self) -> Option<Element> {
        self.event.target()?.dyn_into().ok()
    }
}

fn is_taken_by_input_method(event: &KeyboardEvent) -> bool {
    // The UI Events standard gives such a key the code 229. Safari ends the composition before it tells of the Enter that
    // confirms it, so that `isComposing` is false there and only the code says what the key was for.
    const TAKEN_BY_INPUT_METHOD: u32 = 229;
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// A handler for `on:keydown`.
pub fn pressed(heard: impl Fn(&Keystroke) + 'static) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if let Some(press) = Keystroke::of(event) {
            heard(&press);
        }
    }
}

/// Hears the keys pressed anywhere on the page until the current owner goes.
pub fn listen(heard: impl Fn(&Keystroke) + 'static) {
    let handle = window_event_listener(ev::keydown, pressed(heard));
    on_cleanup(move || handle.remove());
}

/// Hears the keys pressed in `target` before the elements inside it do.
pub fn listen_first(target: &EventTarget, heard: impl Fn(&Keystroke) + 'static) -> Listener {
    Listener::new(target, "keydown", pressed(heard))
}
