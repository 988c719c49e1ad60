//! Follows the workspace's stream: carries out what the state machine `tutti_state::Sync` wants of a browser — a socket,
//! timers, requests — and tells it what became of that.

mod socket;
mod steps;
mod wake;

use std::cell::RefCell;

use leptos::leptos_dom::helpers::TimeoutHandle;
use tutti_state::{Input, Sync};
use tutti_types::WorkspaceId;
use tutti_types::realtime::ClientFrame;

use crate::dom;
use crate::store::Space;
use socket::Socket;

/// The connection of one workspace.
pub(crate) struct Link {
    sync: RefCell<Sync>,
    socket: RefCell<Option<Socket>>,
    timer: RefCell<Option<TimeoutHandle>>,
}

impl Link {
    pub(crate) fn new(ws: WorkspaceId) -> Self {
        let build = dom::meta("build").unwrap_or_default();
        Self {
            sync: RefCell::new(Sync::new(ws, &build)),
            socket: RefCell::new(None),
            timer: RefCell::new(None),
        }
    }

    /// Closes everything.
    fn close(&self) {
        self.socket.replace(None);
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

impl Space {
    /// Begins to follow; to be called once, in the owner of the workspace's page.
    pub fn follow(self) {
        self.wake_on_events();
        leptos::prelude::on_cleanup(move || {
            if let Some(core) = self.core() {
                core.alive.set(false);
                core.link.close();
            }
        });
        self.step(Input::Start);
    }

    /// Tries at once, as the badge's menu offers.
    pub fn reconnect(self) {
        self.step(Input::Reconnect);
        self.wake_queue();
    }

    /// A request got no answer: the socket may be dead as well.
    pub(crate) fn doubt(self) {
        self.step(Input::Doubt);
    }

    /// Sends a frame, if the socket is open: what one looks at, that one types.
    pub fn say(self, frame: ClientFrame) {
        self.step(Input::Say(frame));
    }
}
