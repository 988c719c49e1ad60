//! What others gave one to do, kept for the next visit.

use leptos::prelude::*;
use tutti_state::Given;
use tutti_types::TaskId;

use super::Space;
use super::core::Core;
use crate::storage;

fn name(core: &Core) -> String {
    format!("tutti.given.{}.{}", core.ws, core.user)
}

/// What was not looked at in an earlier visit.
pub(super) fn recall(core: &Core) -> Vec<Given> {
    let kept = storage::recall(&name(core));
    let kept = kept.and_then(|kept| serde_json::from_str(&kept).ok());
    let mut store = core.store.borrow_mut();
    store.recall_given(kept.unwrap_or_default());
    store.given().to_vec()
}

impl Space {
    /// One looks at a task.
    pub fn see(self, task: TaskId) {
        let touched = self.core().map(|core| core.store.borrow_mut().see(task));
        self.update_signals(&touched.unwrap_or_default());
    }

    pub(super) fn show_given(self) {
        let Some(core) = self.core() else { return };
        let given = core.store.borrow().given().to_vec();
        if self.given.with_untracked(|old| *old == given) {
            return;
        }
        let kept = serde_json::to_string(&given).ok();
        storage::remember(&name(&core), kept.filter(|_| !given.is_empty()).as_deref());
        self.given.set(given);
    }
}
