//! What the person does: shown in the same frame, queued, sent, and undone by the same way.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Entity, Intent, Op};

use super::Space;
use crate::{api, dom};

/// How many steps back are kept.
const UNDO_STEPS: usize = 30;

/// A step back.
pub(super) struct Step {
    /// The key of the first op it takes back.
    key: String,
    /// What takes back each op, by its key.
    undo: Vec<(String, Intent)>,
}

impl Space {
    /// Does it: the screen changes now, the server is told, and what it says is waited for elsewhere. Gives the op's key.
    pub fn act(self, intent: Intent) -> String {
        let (key, undo) = self.make(intent);
        let undo = undo.map(|undo| (key.clone(), undo));
        self.keep_step(&key, undo.into_iter().collect());
        self.pump();
        key
    }

    /// Does several things that are one to the person: one step takes them back. Gives the first op's key.
    pub fn act_all(self, intents: Vec<Intent>) -> Option<String> {
        let made: Vec<_> = intents
            .into_iter()
            .map(|intent| self.make(intent))
            .collect();
        let (key, _) = made.first().cloned()?;
        // The last first: each goes back to where it stood when it was done.
        let undo = made.into_iter().rev();
        let undo = undo.filter_map(|(key, undo)| Some((key, undo?)));
        self.keep_step(&key, undo.collect());
        self.pump();
        Some(key)
    }

    fn keep_step(self, key: &str, undo: Vec<(String, Intent)>) {
        let Some(core) = self.core().filter(|_| !undo.is_empty()) else {
            return;
        };
        let mut steps = core.undo.borrow_mut();
        let key = key.to_owned();
        steps.push(Step { key, undo });
        let surplus = steps.len().saturating_sub(UNDO_STEPS);
        steps.drain(..surplus);
    }

    /// Takes the last thing back that can be, and tells what it was done to, the first thing first.
    pub fn undo(self) -> Vec<Entity> {
        let step = self.core().and_then(|core| core.undo.borrow_mut().pop());
        let Some(step) = step else { return Vec::new() };
        let entities = step.undo.iter().rev().map(|(_, undo)| undo.entity());
        let entities = entities.collect();
        self.step_back(step);
        entities
    }

    /// An op was refused, so there is nothing to take back of it.
    pub(super) fn forget_step(self, key: &str) {
        let Some(core) = self.core() else { return };
        let mut steps = core.undo.borrow_mut();
        for step in &mut *steps {
            step.undo.retain(|(of, _)| of != key);
        }
        steps.retain(|step| !step.undo.is_empty());
    }

    /// Whether the server refused what was done under this key.
    pub fn is_refused(self, key: &str) -> bool {
        let refused = |core: std::rc::Rc<super::Core>| {
            let queue = core.queue.borrow();
            queue.entry(key).map(|entry| entry.state) == Some(tutti_state::queue::State::Refused)
        };
        self.core().is_some_and(refused)
    }

    /// Takes back what was done under this key.
    pub fn undo_of(self, key: &str) {
        let step = self.core().and_then(|core| {
            let mut steps = core.undo.borrow_mut();
            let at = steps.iter().position(|step| step.key == key)?;
            Some(steps.remove(at))
        });
        if let Some(step) = step {
            self.step_back(step);
        }
    }

    fn step_back(self, step: Step) {
        for (_, undo) in step.undo {
            let undo = self.read(|s| s.catch_up(undo));
            undo.map(|undo| self.make(undo));
        }
        self.pump();
    }

    /// Lays it over the screen and queues it; sending is [`Self::pump`]'s.
    fn make(self, intent: Intent) -> (String, Option<Intent>) {
        let key = api::new_key();
        let Some(core) = self.core() else {
            return (key, None);
        };
        let entity = intent.entity();
        self.forget_refused(entity);
        let op = Op {
            key: key.clone(),
            at: dom::now(),
            intent,
        };
        let made = core.store.borrow_mut().make(op.clone());
        core.queue.borrow_mut().push(op, dom::steady_ms());
        self.touch(&made.touched);
        self.mark_slow(entity);
        (key, made.undo)
    }

    /// What was refused of it is out of date now; not a new task, whose text is nowhere else.
    fn forget_refused(self, entity: Entity) {
        let Some(core) = self.core() else { return };
        let mut queue = core.queue.borrow_mut();
        let refused = |e: &&tutti_state::queue::Entry| {
            e.state == tutti_state::queue::State::Refused
                && e.op.intent.entity() == entity
                && !matches!(e.op.intent, Intent::CreateTask { .. })
        };
        let keys: Vec<String> = queue
            .entries()
            .iter()
            .filter(refused)
            .map(|e| e.op.key.clone())
            .collect();
        for key in keys {
            queue.forget(&key);
        }
        drop(queue);
        if let Entity::Task(task) = entity {
            self.dismiss_fault(task);
        }
    }

    /// The network is back: sends what waits for its back-off.
    pub(crate) fn wake_queue(self) {
        if let Some(core) = self.core() {
            core.queue.borrow_mut().wake(dom::steady_ms());
        }
        self.pump();
    }

    /// Sends what is due, and comes back when the next is.
    pub(crate) fn pump(self) {
        let Some(core) = self.core() else { return };
        let due = core.queue.borrow_mut().due(dom::steady_ms());
        for request in due {
            spawn_local(async move {
                let call = api::Call {
                    method: request.method,
                    path: request.path,
                    body: request.body,
                    if_match: request.if_match,
                    key: Some(request.key.clone()),
                    anonymous: false,
                };
                let reply = api::exchange(&call).await;
                self.settle(&request.key, reply);
            });
        }
        self.keep();
        let next = core.queue.borrow().next_at();
        let timer = next.and_then(|at| {
            let wait = Duration::from_millis(at.saturating_sub(dom::steady_ms()).max(20));
            set_timeout_with_handle(move || self.pump(), wait).ok()
        });
        if let Some(old) = core.pump_timer.replace(timer) {
            old.clear();
        }
    }
}
