//! What a card shows for a while: *Saving* after a moment, and a fault until it is dismissed.

use std::time::Duration;

use leptos::prelude::*;
use tutti_state::Entity;
use tutti_types::TaskId;

use super::entities::task_of;
use super::{Fault, Space};

/// A change that is answered within this is never shown as pending.
const PENDING_AFTER: Duration = Duration::from_millis(400);

impl Space {
    /// Shows the card as saving if its change still waits in a moment.
    pub(super) fn mark_slow(self, entity: Entity) {
        let Some(task) = task_of(entity) else { return };
        set_timeout(
            move || {
                let Some(core) = self.core() else { return };
                if core.store.borrow().pending(task) {
                    core.slow.borrow_mut().insert(task);
                    core.refresh_card(task);
                }
            },
            PENDING_AFTER,
        );
    }

    /// Shows on a card why its change was taken back.
    pub(super) fn mark_fault(self, task: TaskId, fault: Fault) {
        let Some(core) = self.core() else { return };
        core.faults.borrow_mut().insert(task, fault);
        core.refresh_card(task);
    }

    /// Takes that mark away.
    pub fn dismiss_fault(self, task: TaskId) {
        let Some(core) = self.core() else { return };
        if core.faults.borrow_mut().remove(&task).is_some() {
            core.refresh_card(task);
        }
    }
}
