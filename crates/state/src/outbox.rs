//! The requests of one person in all their workspaces, and the way back from each. What waits is the person's: it is sent
//! whichever workspace is open, and taken back where it was done.

use std::collections::BTreeMap;

use tutti_types::{Timestamp, WorkspaceId};

use crate::intent::Intent;
use crate::op::Op;
use crate::queue::{Adopted, Queue, Request};

/// How many steps back are kept.
const STEPS: usize = 30;

/// What takes back one thing that the person did, be it several ops.
#[derive(Clone, Debug)]
pub struct Step {
    /// Where it was done.
    pub workspace: WorkspaceId,
    /// The key of the first op it takes back.
    pub key: String,
    /// What takes back each op, by its key, in the order in which it is to be done.
    pub undo: Vec<(String, Intent)>,
}

/// The queues of a person's workspaces, and their steps back.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    queues: BTreeMap<WorkspaceId, Queue>,
    /// The newest last.
    steps: Vec<Step>,
}

impl Outbox {
    /// The queue of a workspace, where anything was ever done in it.
    #[must_use]
    pub fn queue(&self, workspace: WorkspaceId) -> Option<&Queue> {
        self.queues.get(&workspace)
    }

    /// The queues of all workspaces in which anything was done.
    pub fn queues(&self) -> impl Iterator<Item = (WorkspaceId, &Queue)> {
        self.queues.iter().map(|(id, queue)| (*id, queue))
    }

    /// The queue of a workspace, made where there is none.
    pub fn queue_mut(&mut self, workspace: WorkspaceId) -> &mut Queue {
        let made = || Queue::new(workspace);
        self.queues.entry(workspace).or_insert_with(made)
    }

    /// The requests to send now, of every workspace; each is in flight from here on and has to be settled.
    pub fn due(&mut self, now: u64) -> Vec<(WorkspaceId, Request)> {
        let each = self.queues.iter_mut();
        each.flat_map(|(id, queue)| queue.due(now).into_iter().map(|request| (*id, request)))
            .collect()
    }

    /// When `due` is worth calling again, where no answer comes before.
    #[must_use]
    pub fn next_at(&self) -> Option<u64> {
        self.queues.values().filter_map(Queue::next_at).min()
    }

    /// The network is back: nothing waits for its back-off any longer.
    pub fn wake(&mut self, now: u64) {
        for queue in self.queues.values_mut() {
            queue.wake(now);
        }
    }

    /// How many changes wait for the server, in all workspaces.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queues.values().map(Queue::waiting).sum()
    }

    /// Takes in what another page left of a workspace; see [`Queue::adopt`].
    pub fn adopt(&mut self, left: Queue, now: u64, today: Timestamp) -> Adopted {
        self.queue_mut(left.workspace_id()).adopt(left, now, today)
    }

    /// Keeps the way back from something that was done; a step of nothing is none.
    pub fn keep_step(&mut self, step: Step) {
        if step.undo.is_empty() {
            return;
        }
        self.steps.push(step);
        let surplus = self.steps.len().saturating_sub(STEPS);
        self.steps.drain(..surplus);
    }

    /// The last step of a workspace, to be taken now.
    pub fn last_step(&mut self, workspace: WorkspaceId) -> Option<Step> {
        let of_it = |step: &Step| step.workspace == workspace;
        let at = self.steps.iter().rposition(of_it)?;
        Some(self.steps.remove(at))
    }

    /// The step back from what was done under this key, to be taken now.
    pub fn step_of(&mut self, key: &str) -> Option<Step> {
        let at = self.steps.iter().position(|step| step.key == key)?;
        Some(self.steps.remove(at))
    }

    /// An op was refused, so there is nothing to take back of it.
    pub fn forget_step(&mut self, key: &str) {
        for step in &mut self.steps {
            step.undo.retain(|(of, _)| of != key);
        }
        self.steps.retain(|step| !step.undo.is_empty());
    }

    /// Queues what takes back a step whose workspace is not open, each op under the key that `new_key` gives.
    pub fn take_back(
        &mut self,
        step: Step,
        now: u64,
        today: Timestamp,
        mut new_key: impl FnMut() -> String,
    ) -> Vec<String> {
        let queue = self.queue_mut(step.workspace);
        let mut keys = Vec::with_capacity(step.undo.len());
        for (_, intent) in step.undo {
            let key = new_key();
            keys.push(key.clone());
            let at = today;
            queue.push(Op { key, at, intent }, now);
        }
        keys
    }
}

#[cfg(test)]
mod tests;
