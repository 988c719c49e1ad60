//! Sending what is due, and bringing the answers where they belong.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::boards::{self, ColumnCreate};
use tutti_state::{Intent, Reply, Settled};
use tutti_types::WorkspaceId;

use super::{Outbox, undo};
use crate::drafts::{Location, Place};
use crate::{api, dom};

impl Outbox {
    /// Hears of other tabs, and of what wakes a request that waits: the network, and the person.
    pub(super) fn listen(self) {
        let online = window_event_listener(leptos::ev::online, move |_| self.wake());
        let visible = window_event_listener(leptos::ev::visibilitychange, move |_| {
            if !document().hidden() {
                self.wake();
            }
        });
        // Where the browser keeps nothing, closing the page loses what waits.
        let closing = window_event_listener(leptos::ev::beforeunload, move |event| {
            if self.waiting.get_untracked() > 0 && !self.is_kept.get_untracked() {
                event.prevent_default();
            }
        });
        let listeners = [online, visible, closing, self.hear_tabs()];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    }

    /// The network is back: sends what waits for its back-off.
    pub fn wake(self) {
        self.inner().state.borrow_mut().wake(dom::steady_ms());
        self.pump();
    }

    /// Sends what is due, and comes back when the next is.
    pub fn pump(self) {
        let inner = self.inner();
        if inner.user.get().is_none() {
            return;
        }
        let due = inner.state.borrow_mut().due(dom::steady_ms());
        for (workspace, request) in due {
            spawn_local(async move {
                let call = api::Call {
                    method: request.method,
                    path: request.path,
                    body: request.body,
                    if_match: request.if_match,
                    key: Some(request.key.clone()),
                    anonymous: false,
                };
                let answer = api::exchange(&call).await;
                self.settle(workspace, &request.key, answer);
            });
        }
        self.persist();
        let next = inner.state.borrow().next_at();
        let timer = next.and_then(|at| {
            let wait = Duration::from_millis(at.saturating_sub(dom::steady_ms()).max(20));
            set_timeout_with_handle(move || self.pump(), wait).ok()
        });
        if let Some(old) = inner.timer.replace(timer) {
            old.clear();
        }
    }

    /// Takes in an answer; without one the queue tries again with the same key.
    fn settle(self, workspace: WorkspaceId, key: &str, answer: Result<api::Raw, api::Error>) {
        let inner = self.inner();
        let raw = answer.unwrap_or_default();
        let space = self.open(workspace);
        if let Some(space) = space.as_ref().filter(|_| raw.status == 0) {
            space.doubt();
        }
        let reply = Reply {
            status: raw.status,
            retry_after_s: raw.retry_after_s,
            body: &raw.body,
        };
        let (op, settled) = self.change(workspace, |queue| {
            let op = queue.entry(key).map(|entry| entry.op.clone());
            (op, queue.settle(key, reply, dom::steady_ms()))
        });
        let is_done = matches!(settled, Settled::Done(_));
        if let Some(op) = op
            && !matches!(settled, Settled::Again(_) | Settled::Unknown)
        {
            if matches!(settled, Settled::Refused(_) | Settled::Conflict(_)) {
                inner.state.borrow_mut().forget_step(key);
                self.keep_column_name(workspace, key, &op.intent);
            }
            // The server has what was written, wherever one is by now.
            for (place, text) in Place::written_by(&op.intent)
                .into_iter()
                .filter(|_| is_done)
            {
                inner.drafts.saved(place, &text);
            }
            match space {
                Some(space) => space.settled(&op, settled),
                None => self.settled_away(workspace, op, settled),
            }
            let waits = inner.awaited.borrow_mut().remove(key);
            if let Some(tell) = waits {
                undo::answer(&tell, is_done);
            }
        }
        self.pump();
    }

    /// A column that was not made is a draft again, also where its workspace is not open.
    fn keep_column_name(self, workspace: WorkspaceId, key: &str, intent: &Intent) {
        let Intent::Boards(boards::Intent::ColumnCreate(ColumnCreate { board, create, .. })) =
            intent
        else {
            return;
        };
        let space = self.open(workspace);
        let location = Location {
            place: Place::NewColumn(*board),
            workspace: Some(workspace),
            board: Some(*board),
            of: space
                .and_then(|space| space.board_name(*board))
                .unwrap_or_default(),
        };
        let drafts = self.inner().drafts;
        drafts.leave(&location, create.name.as_str(), key);
    }
}
