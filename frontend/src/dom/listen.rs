//! Listeners with options that Leptos does not offer: before everybody else, or free to prevent scrolling.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// A listener that goes when it is dropped. Keep it in a local `StoredValue` of the owner that it serves.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Hears `name` on `target` before those inside it do, and may prevent what the browser would do.
    pub fn new<E: JsCast + 'static>(
        target: &EventTarget,
        name: &'static str,
        heard: impl Fn(E) + 'static,
    ) -> Self {
        let closure =
            Closure::<dyn Fn(Event)>::new(move |event: Event| heard(event.unchecked_into()));
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        options.set_passive(false);
        let function = closure.as_ref().unchecked_ref();
        // It fails only where the function is none.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name, function, &options,
        );
        Self {
            target: target.clone(),
            name,
            closure,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        // It fails only where the function is none.
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.name, function, true);
    }
}
