//! What waits to be sent outlives the page: each tab keeps its own in the browser, for this person and this workspace, and
//! what a tab left behind is taken over by the next, be it the same tab loaded again or another.
//!
//! A tab holds a lock on the name under which it keeps its changes. The others wait for that lock: who gets it knows that
//! the tab is gone, and that nobody else takes the same. Should both send after all, as in a browser without locks, then
//! under one Idempotency-Key, and the server does it once.

use leptos::prelude::*;
use tutti_state::Queue;
use web_sys::StorageEvent;

use super::Space;
use crate::text::link as text;
use crate::ui::Toast;
use crate::{api, dom};

thread_local! {
    /// The name of this page among the tabs of the browser.
    static TAB: String = api::new_key();
}

impl Space {
    /// How the names of all tabs' entries begin.
    fn kept_under(self) -> Option<String> {
        let core = self.core()?;
        Some(format!("tutti.queue.{}.{}.", core.user, core.ws))
    }

    fn kept_as(self) -> Option<String> {
        let under = self.kept_under()?;
        Some(TAB.with(|tab| under + tab))
    }

    /// Keeps what waits.
    pub(super) fn keep(self) {
        let (Some(core), Some(name)) = (self.core(), self.kept_as()) else {
            return;
        };
        let queue = core.queue.borrow();
        let waiting = queue.waiting();
        let is_worth_keeping = waiting > 0 || queue.unmade().next().is_some();
        let kept = is_worth_keeping.then(|| serde_json::to_string(&*queue).ok());
        drop(queue);
        dom::remember(&name, kept.flatten().as_deref());
        self.waiting.set(waiting);
    }

    /// Takes up what this page kept when it was in this workspace before, and what other tabs leave, now and later.
    pub(super) fn restore(self) {
        let (Some(under), Some(own)) = (self.kept_under(), self.kept_as()) else {
            return;
        };
        dom::hold(&own);
        self.adopt(&own);
        let wait_for = {
            let own = own.clone();
            move |name: String| {
                if name != own {
                    dom::inherit(&name.clone(), move || self.adopt(&name));
                }
            }
        };
        let known = dom::recalled(&under);
        known.iter().cloned().for_each(&wait_for);
        let known = StoredValue::new(known);
        let kept = window_event_listener(leptos::ev::storage, move |event: StorageEvent| {
            let new = event.key().filter(|name| name.starts_with(&under));
            if let Some(name) = new
                && !known.with_value(|known| known.contains(&name))
            {
                known.update_value(|known| known.push(name.clone()));
                wait_for(name);
            }
        });
        on_cleanup(move || kept.remove());
    }

    /// Shows what is kept under this name, sends it, and keeps it as its own.
    fn adopt(self, name: &str) {
        let Some(core) = self.core() else { return };
        let Some(left) =
            dom::recall(name).and_then(|kept| serde_json::from_str::<Queue>(&kept).ok())
        else {
            return;
        };
        let taken = core
            .queue
            .borrow_mut()
            .adopt(left, dom::steady_ms(), dom::now());
        if let Some(toasts) = core.toasts.filter(|_| taken.outdated > 0) {
            let outdated = Toast::error(text::outdated(taken.outdated)).text(text::OUTDATED_WHY);
            toasts.show(outdated);
        }
        for op in taken.ops {
            let made = core.store.borrow_mut().make(op);
            self.touch(&made.touched);
        }
        self.pump();
        if self.kept_as().is_some_and(|own| own != name) {
            dom::remember(name, None);
        }
    }
}
