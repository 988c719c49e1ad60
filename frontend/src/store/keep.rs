//! What waits to be sent outlives a reload: it is kept in the browser, for this person and this workspace.

use tutti_state::Queue;

use super::Space;
use crate::dom;

impl Space {
    fn kept_as(self) -> Option<String> {
        let core = self.core()?;
        Some(format!("tutti.queue.{}.{}", core.user, core.ws))
    }

    /// Keeps what waits.
    pub(super) fn keep(self) {
        let (Some(core), Some(name)) = (self.core(), self.kept_as()) else {
            return;
        };
        let queue = core.queue.borrow();
        let waiting = queue.waiting();
        let kept = if waiting == 0 {
            None
        } else {
            serde_json::to_string(&*queue).ok()
        };
        drop(queue);
        dom::remember(&name, kept.as_deref());
        leptos::prelude::Set::set(&self.waiting, waiting);
    }

    /// Shows what waited before a reload, and sends it.
    pub(super) fn restore(self) {
        let (Some(core), Some(name)) = (self.core(), self.kept_as()) else {
            return;
        };
        let Some(mut queue) =
            dom::recall(&name).and_then(|kept| serde_json::from_str::<Queue>(&kept).ok())
        else {
            return;
        };
        queue.revive(dom::now_ms());
        for op in queue.ops() {
            core.store.borrow_mut().make(op.clone());
        }
        core.queue.replace(queue);
        self.pump();
    }
}
