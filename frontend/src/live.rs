//! Follows the workspace's stream: carries out what the state machine `tutti_state::Sync` wants of a browser — a socket,
//! timers, requests — and tells it what became of that.

mod followed;
mod socket;
mod steps;
mod wake;

use std::cell::{Cell, RefCell};

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::on_cleanup;
use tutti_state::{Input, Sync};
use tutti_types::WorkspaceId;
use tutti_types::realtime::ClientFrame;

use crate::dom;
pub use followed::{Followed, Told};
use socket::Socket;
use steps::step;

/// The connection of one workspace.
pub struct Link {
    ws: WorkspaceId,
    sync: RefCell<Sync>,
    socket: RefCell<Option<Socket>>,
    timer: RefCell<Option<TimeoutHandle>>,
    /// The page of the workspace is gone.
    is_closed: Cell<bool>,
}

impl Link {
    /// Not open yet.
    pub fn new(ws: WorkspaceId) -> Self {
        let build = dom::meta("build").unwrap_or_default();
        Self {
            ws,
            sync: RefCell::new(Sync::new(ws, &build)),
            socket: RefCell::new(None),
            timer: RefCell::new(None),
            is_closed: Cell::new(false),
        }
    }

    /// Closes everything, for good.
    fn close(&self) {
        self.is_closed.set(true);
        self.socket.replace(None);
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// Begins to follow; to be called once, in the owner of the workspace's page.
pub fn follow(followed: impl Followed + Send + std::marker::Sync) {
    wake::listen(followed);
    on_cleanup(move || {
        if let Some(link) = followed.link() {
            link.close();
        }
    });
    step(followed, Input::Start);
}

/// Tries at once.
pub fn reconnect(followed: impl Followed) {
    step(followed, Input::Reconnect);
}

/// A request got no answer: the socket may be dead as well.
pub fn doubt(followed: impl Followed) {
    step(followed, Input::Doubt);
}

/// Sends a frame, if the socket is open.
pub fn say(followed: impl Followed, frame: ClientFrame) {
    step(followed, Input::Say(frame));
}
