//! What wakes a connection that waits: the network, and the person.

use leptos::prelude::*;
use tutti_state::Input;

use super::{Followed, step};

/// Listens for as long as the owner this is called in lives.
pub(super) fn listen(followed: impl Followed) {
    let online = window_event_listener(leptos::ev::online, move |_| {
        step(followed, Input::Online);
    });
    let offline = window_event_listener(leptos::ev::offline, move |_| {
        step(followed, Input::Offline);
    });
    // It bubbles from the document to the window.
    let visible = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            step(followed, Input::Visible);
        }
    });
    on_cleanup(move || {
        online.remove();
        offline.remove();
        visible.remove();
    });
}
