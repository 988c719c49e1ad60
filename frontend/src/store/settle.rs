//! What the server answered to what the person did.

use leptos::prelude::*;
use tutti_state::queue::TextConflict;
use tutti_state::{Conflict, Entity, Intent, Reply, Settled};
use tutti_types::{ErrorCode, Problem, TaskId};

use super::{Fault, Space};
use crate::text::board as text;
use crate::ui::Toast;
use crate::{api, dom};

/// Texts that two people changed at the same time: both, so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The task.
    pub task: TaskId,
    /// The text.
    pub text: TextConflict,
}

impl Space {
    /// Takes in an answer; without one the queue tries again with the same key.
    pub(super) fn settle(self, key: &str, answer: Result<api::Raw, api::Error>) {
        let Some(core) = self.core() else { return };
        let raw = answer.unwrap_or_default();
        if raw.status == 0 {
            self.doubt();
        }
        let reply = Reply {
            status: raw.status,
            retry_after_s: raw.retry_after_s,
            body: &raw.body,
        };
        let intent = core.queue.borrow().entry(key).map(|e| e.op.intent.clone());
        let settled = core.queue.borrow_mut().settle(key, reply, dom::steady_ms());
        match settled {
            Settled::Done(answer) => {
                let touched = core.store.borrow_mut().confirm(key, answer);
                self.touch(&touched);
            }
            Settled::Refused(problem) => {
                let touched = core.store.borrow_mut().refuse(key);
                self.touch(&touched);
                if let Some(intent) = intent {
                    self.tell_refused(key, &intent, problem.as_deref());
                }
            }
            Settled::Conflict(conflict) => {
                let touched = core.store.borrow_mut().refuse(key);
                self.touch(&touched);
                self.tell_conflict(*conflict);
            }
            Settled::Again(_) | Settled::Unknown => {}
        }
        self.pump();
    }

    /// The screen went back; says why, on the card and in a toast.
    fn tell_refused(self, key: &str, intent: &Intent, problem: Option<&Problem>) {
        let Some(core) = self.core() else { return };
        self.forget_step(key);
        let code = problem.map(|p| p.code);
        if let Intent::MoveTask { task, .. } | Intent::UpdateTask { task, .. } = intent {
            let fault = Fault {
                text: text::fault(code).to_owned(),
                key: key.to_owned(),
            };
            self.mark_fault(*task, fault);
        }
        let why = problem.map(|problem| match problem.detail.as_ref() {
            "" => problem.title.to_string(),
            detail => detail.to_owned(),
        });
        let is_new = matches!(intent, Intent::CreateTask { .. });
        if let Some(why) = why.clone().filter(|_| is_new) {
            core.refusals.borrow_mut().insert(key.to_owned(), why);
        }
        let mut toast = Toast::error(self.went_back(intent)).icon("undo-2");
        if let Some(why) = why {
            toast = toast.text(why);
        }
        // A new task stays in its column, with the way to send it again.
        if worth_retrying(code) && !is_new {
            let key = key.to_owned();
            toast = toast.retry(move || self.retry(&key));
        }
        if let Some(toasts) = core.toasts {
            toasts.show(toast);
        }
    }

    /// What happened, in words: *LRK-214 moved back to To do*.
    fn went_back(self, intent: &Intent) -> String {
        let named = match intent.entity() {
            Entity::Task(task) => self.read(|s| {
                let task = s.task(task)?;
                let column = s.column(task.column_id).map(|c| c.name.clone());
                Some((task.key.clone(), column))
            }),
            _ => None,
        };
        match (intent, named.flatten()) {
            (Intent::CreateTask { create, .. }, _) => text::not_created(create.title.as_str()),
            (Intent::MoveTask { .. }, Some((key, Some(column)))) => text::moved_back(&key, &column),
            (Intent::DeleteTask { .. }, Some((key, _))) => text::not_deleted(&key),
            (_, Some((key, _))) => text::not_saved(&key),
            _ => text::NOT_SAVED.to_owned(),
        }
    }

    /// Does again what was refused.
    pub fn retry(self, key: &str) {
        let Some(core) = self.core() else { return };
        let op = core.queue.borrow_mut().retry(key, dom::steady_ms());
        let Some(op) = op else { return };
        core.refusals.borrow_mut().remove(key);
        if let Entity::Task(task) = op.intent.entity() {
            self.dismiss_fault(task);
        }
        let made = core.store.borrow_mut().make(op);
        self.touch(&made.touched);
        self.pump();
    }

    fn tell_conflict(self, conflict: Conflict) {
        let Some(core) = self.core() else { return };
        let task = conflict.current.id;
        let touched = core.store.borrow_mut().apply_task(conflict.current);
        self.touch(&touched);
        self.clashes.update(|clashes| {
            for text in conflict.texts {
                clashes.retain(|clash| clash.task != task || clash.text.field != text.field);
                clashes.push(Clash { task, text });
            }
        });
    }
}

/// Whether the same request may fare better a moment later.
const fn worth_retrying(code: Option<ErrorCode>) -> bool {
    !matches!(
        code,
        Some(
            ErrorCode::Forbidden
                | ErrorCode::NotFound
                | ErrorCode::ValidationFailed
                | ErrorCode::IdTaken
                | ErrorCode::KeyReused
        )
    )
}
