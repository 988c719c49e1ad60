//! A WebSocket whose listeners go with it.

use tutti_types::paths;
use tutti_types::realtime::SUBPROTOCOL;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CloseEvent, MessageEvent, WebSocket};

/// What a socket tells.
pub(super) enum News {
    Opened,
    Frame(String),
    Closed(u16),
}

/// An open or opening socket; dropping it closes it without a word.
pub(super) struct Socket {
    socket: WebSocket,
    _opened: Closure<dyn Fn()>,
    _frame: Closure<dyn Fn(MessageEvent)>,
    _closed: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Opens one to where the page came from.
    pub(super) fn open(tell: impl Fn(News) + Clone + 'static) -> Option<Self> {
        let location = web_sys::window()?.location();
        let scheme = if location.protocol().ok()? == "https:" {
            "wss"
        } else {
            "ws"
        };
        let url = format!("{scheme}://{}{}", location.host().ok()?, paths::REALTIME);
        let socket = WebSocket::new_with_str(&url, SUBPROTOCOL).ok()?;
        let (on_open, on_frame, on_close) = (tell.clone(), tell.clone(), tell);
        let opened = Closure::<dyn Fn()>::new(move || on_open(News::Opened));
        let frame = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_frame(News::Frame(text));
            }
        });
        // An error is always followed by a close, which says more.
        let closed = Closure::<dyn Fn(CloseEvent)>::new(move |event: CloseEvent| {
            on_close(News::Closed(event.code()));
        });
        socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(frame.as_ref().unchecked_ref()));
        socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Some(Self {
            socket,
            _opened: opened,
            _frame: frame,
            _closed: closed,
        })
    }

    /// Sends a frame; a socket that is not open drops it, and its close is on the way.
    pub(super) fn send(&self, text: &str) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_str(text);
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // It fails only for a wrong code, and none is given.
        let _ = self.socket.close();
    }
}
