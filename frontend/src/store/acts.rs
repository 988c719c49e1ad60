//! What the person does: shown in the same frame, sent by the outbox, and undone by the same way.

use leptos::prelude::*;
use tutti_state::{Entity, Intent, Op, Step};
use tutti_types::TaskId;

use super::Space;
use super::entities::task_of;
use crate::outbox::{Outbox, Undone};
use crate::ui::Undoing;
use crate::{api, clock};

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

    fn outbox(self) -> Option<Outbox> {
        Some(self.core()?.outbox)
    }

    fn keep_step(self, key: &str, undo: Vec<(String, Intent)>) {
        if let Some(outbox) = self.outbox() {
            outbox.keep_step(self.id, key, undo);
        }
    }

    /// Takes the last thing back that can be, and tells what it was, the first thing first.
    pub fn undo(self) -> Vec<Undone> {
        let undone = self.outbox().map(|outbox| outbox.undo_last(self.id));
        undone.unwrap_or_default()
    }

    /// How many things the person has done here, and which of them was the last to be done to a task; 0 where nothing was.
    pub fn acts(self) -> u64 {
        self.core().map_or(0, |core| core.acts())
    }

    /// See [`Self::acts`].
    pub fn last_act(self, task: TaskId) -> u64 {
        self.core().map_or(0, |core| core.acted(task))
    }

    /// Whether what was done under this key stands refused. Tracked.
    pub fn is_refused(self, key: &str) -> bool {
        self.outbox()
            .is_some_and(|outbox| outbox.is_refused(self.id, key))
    }

    /// What takes back what was done under this key, for a toast: it outlives the page of this workspace.
    pub fn undoer(self, key: String) -> impl Fn() -> Undoing + Send + Sync + 'static {
        let outbox = self.outbox();
        move || match outbox {
            Some(outbox) => outbox.undo_of(&key),
            None => Box::pin(std::future::ready(false)),
        }
    }

    /// Takes back a step that was done here.
    pub(super) fn step_back(self, step: Step) {
        for (_, undo) in step.undo {
            let undo = self.read(|s| s.catch_up(undo));
            undo.map(|undo| self.make(undo));
        }
        self.pump();
    }

    /// Lays what waits over what the server said.
    pub(super) fn lay_over(self, ops: Vec<Op>) {
        let Some(core) = self.core() else { return };
        for op in ops {
            let entity = op.intent.entity();
            let made = core.store.borrow_mut().make(op);
            core.note_act(entity, &made.touched);
            self.update_signals(&made.touched);
        }
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
            at: clock::now(),
            intent,
        };
        let made = core.store.borrow_mut().make(op.clone());
        core.outbox.push(self.id, op);
        core.note_act(entity, &made.touched);
        self.update_signals(&made.touched);
        if let Some(task) = task_of(entity) {
            self.acted.update(|acted| acted.push(task));
        }
        self.mark_slow(entity);
        (key, made.undo)
    }

    /// What was refused of it is out of date now; not a new task, whose text is nowhere else.
    fn forget_refused(self, entity: Entity) {
        let Some(outbox) = self.outbox() else { return };
        outbox.change(self.id, |queue| {
            let refused = |e: &&tutti_state::queue::Entry| {
                e.state == tutti_state::queue::State::Refused
                    && e.op.intent.entity() == entity
                    && !e.op.intent.is_only_copy()
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
        });
        if let Some(task) = task_of(entity) {
            self.dismiss_fault(task);
        }
    }

    /// The person asks for another try: sends what waits for its back-off.
    pub(crate) fn wake_queue(self) {
        if let Some(outbox) = self.outbox() {
            outbox.wake();
        }
    }

    /// Sends what is due.
    pub(super) fn pump(self) {
        if let Some(outbox) = self.outbox() {
            outbox.pump();
        }
    }
}
