//! What wakes a connection that waits: the network, and the person.

use leptos::prelude::*;
use tutti_state::Input;

use crate::store::Space;

impl Space {
    /// Listens for as long as the owner this is called in lives.
    pub(super) fn wake_on_events(self) {
        let online = window_event_listener(leptos::ev::online, move |_| {
            self.step(Input::Online);
        });
        let offline = window_event_listener(leptos::ev::offline, move |_| {
            self.step(Input::Offline);
        });
        // It bubbles from the document to the window.
        let visible = window_event_listener_untyped("visibilitychange", move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                self.step(Input::Visible);
            }
        });
        on_cleanup(move || {
            online.remove();
            offline.remove();
            visible.remove();
        });
    }
}
