//! Marks that pass: *Saving* after a moment, somebody else's face for a little longer, a fault until it is dismissed.

use std::time::Duration;

use leptos::prelude::*;
use tutti_state::{Entity, Touched};
use tutti_types::{TaskId, UserId};

use super::{Fault, Remote, Space};

/// A change that is answered within this is never shown as pending.
const PENDING_AFTER: Duration = Duration::from_millis(400);
/// How long somebody else's change is marked.
const REMOTE_FOR: Duration = Duration::from_millis(1_200);

impl Space {
    /// Shows the card as saving if its change still waits in a moment.
    pub(super) fn mark_slow(self, entity: Entity) {
        let Entity::Task(task) = entity else { return };
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

    /// Marks the cards among `touched` as changed by `actor`, if that is somebody else.
    pub(crate) fn mark_remote(self, touched: &[Touched], actor: Option<UserId>, seq: i64) {
        let Some(core) = self.core() else { return };
        let Some(user) = actor.filter(|actor| *actor != core.user) else {
            return;
        };
        let name = untrack(|| self.name_of(Some(user)));
        let first = name.split_whitespace().next().unwrap_or_default();
        for touched in touched {
            let Touched::Card(task) = *touched else {
                continue;
            };
            let mark = Remote {
                user,
                name: first.to_owned(),
                seq,
            };
            core.remotes.borrow_mut().insert(task, mark);
            core.refresh_card(task);
            set_timeout(move || self.unmark_remote(task, seq), REMOTE_FOR);
        }
    }

    fn unmark_remote(self, task: TaskId, seq: i64) {
        let Some(core) = self.core() else { return };
        let is_last = core
            .remotes
            .borrow()
            .get(&task)
            .is_some_and(|mark| mark.seq == seq);
        if is_last {
            core.remotes.borrow_mut().remove(&task);
            core.refresh_card(task);
        }
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
