//! What waits to be sent outlives the page: each tab keeps its own in the browser, for this person and each workspace, and
//! what a tab left behind is taken over by the next, be it the same tab loaded again or another.
//!
//! A tab holds a lock on the name under which it keeps its changes. The others wait for that lock: who gets it knows that
//! the tab is gone, and that nobody else takes the same. Should both send after all, as in a browser without locks, then
//! under one Idempotency-Key, and the server does it once.

use leptos::prelude::*;
use tutti_state::Queue;
use tutti_types::{UserId, WorkspaceId};
use web_sys::StorageEvent;

use super::Outbox;
use crate::text::link as text;
use crate::ui::Toast;
use crate::{api, clock, dom, storage};

thread_local! {
    /// The name of this page among the tabs of the browser.
    static TAB: String = api::new_key();
}

/// How the names of all tabs' entries begin.
fn prefix(user: UserId) -> String {
    format!("tutti.queue.{user}.")
}

/// The entry of this tab.
fn entry_name(user: UserId, workspace: WorkspaceId) -> String {
    let prefix = prefix(user);
    TAB.with(|tab| format!("{prefix}{workspace}.{tab}"))
}

fn is_own(name: &str) -> bool {
    TAB.with(|tab| name.ends_with(tab.as_str()))
}

impl Outbox {
    /// Writes what waits to the browser's storage.
    pub(super) fn persist(self) {
        let inner = self.inner();
        let Some(user) = inner.user.get() else { return };
        let mut kept = Vec::new();
        let waiting = {
            let state = inner.state.borrow();
            for (workspace, queue) in state.queues() {
                let name = entry_name(user, workspace);
                if queue.waiting() == 0 && queue.refused_copies().next().is_none() {
                    storage::remember(&name, None);
                    continue;
                }
                if inner.names.borrow_mut().insert(name.clone()) {
                    dom::hold(&name);
                }
                let text = serde_json::to_string(queue);
                kept.push(text.is_ok_and(|text| storage::try_remember(&name, &text)));
            }
            state.waiting()
        };
        self.waiting.set(waiting);
        self.tell_kept(&kept);
    }

    /// Whether all of it is kept: who closes the page, or is offline, is to know. A storage that still takes a letter may have no
    /// room for this.
    fn tell_kept(self, kept: &[bool]) {
        let was_kept = self.is_kept.get_untracked();
        let is_kept = if kept.is_empty() && !was_kept {
            storage::works()
        } else {
            kept.iter().all(|is_kept| *is_kept)
        };
        if is_kept == was_kept {
            return;
        }
        self.is_kept.set(is_kept);
        if !is_kept {
            let toast = Toast::error(text::NOT_KEPT).text(text::NOT_KEPT_WHY);
            let is_kept = self.is_kept;
            self.inner()
                .toasts
                .show(toast.stands_while(move || !is_kept.get()));
        }
    }

    /// Takes up what this page kept when the person was signed in here before, and what other tabs leave, now and later.
    pub(super) fn restore(self, user: UserId) {
        for name in storage::recalled(&prefix(user)) {
            if is_own(&name) {
                self.adopt(&name);
            } else {
                self.wait_for(name);
            }
        }
    }

    /// Hears of what other tabs keep.
    pub(super) fn hear_tabs(self) -> WindowListenerHandle {
        window_event_listener(leptos::ev::storage, move |event: StorageEvent| {
            let user = self.inner().user.get();
            let name = event
                .key()
                .filter(|name| user.is_some_and(|user| name.starts_with(&prefix(user))));
            if let Some(name) = name {
                self.wait_for(name);
            }
        })
    }

    fn wait_for(self, name: String) {
        if !is_own(&name) && self.inner().names.borrow_mut().insert(name.clone()) {
            dom::inherit(&name.clone(), move || self.adopt(&name));
        }
    }

    /// Shows what is kept under this name, sends it, and keeps it as its own.
    fn adopt(self, name: &str) {
        let inner = self.inner();
        // It may be there only once somebody else is signed in.
        let is_mine = |user| name.starts_with(&prefix(user));
        if !inner.user.get().is_some_and(is_mine) {
            inner.names.borrow_mut().remove(name);
            return;
        }
        let kept = storage::recall(name);
        let Some(left) = kept.and_then(|kept| serde_json::from_str::<Queue>(&kept).ok()) else {
            return;
        };
        let workspace = left.workspace_id();
        let (now, today) = (dom::steady_ms(), clock::now());
        let taken = inner.state.borrow_mut().adopt(left, now, today);
        if taken.outdated > 0 {
            let outdated = Toast::error(text::outdated(taken.outdated)).text(text::OUTDATED_WHY);
            inner.toasts.show(outdated);
        }
        if let Some(space) = self.open(workspace) {
            self.change(workspace, |queue| queue.release(now));
            space.lay_over(taken.ops);
        }
        self.pump();
        if !is_own(name) {
            storage::remember(name, None);
        }
    }
}
