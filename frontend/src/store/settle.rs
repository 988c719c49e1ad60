//! What the server answered to what the person did.

use leptos::prelude::*;
use tutti_state::boards::{self, Intent as Boards, TaskCreate, TaskMove, TaskUpdate, TextField};
use tutti_state::people::{Intent as People, MemberUpdate};
use tutti_state::{Conflict, Edit, Entity, Intent, Op, Settled};
use tutti_types::{ErrorCode, Problem};

use super::entities::{name_of, task_of};
use super::{Fault, Space};
use crate::api;
use crate::text::{Words, board as text, people};
use crate::ui::Toast;

impl Space {
    /// Shows what the server answered to an op.
    pub(super) fn settled(self, op: &Op, settled: Settled) {
        let Some(core) = self.core() else { return };
        let key = op.key.as_str();
        match settled {
            Settled::Done(answer) => {
                let touched = core.store.borrow_mut().confirm(key, answer);
                self.update_signals(&touched);
                self.text_done(key, &op.intent);
            }
            Settled::Refused(problem) => {
                let touched = core.store.borrow_mut().refuse(key);
                core.note_act(op.intent.entity(), &touched);
                self.update_signals(&touched);
                self.tell_refused(key, &op.intent, problem.as_deref());
            }
            Settled::Conflict(conflict) => {
                let touched = core.store.borrow_mut().refuse(key);
                self.update_signals(&touched);
                self.tell_conflict(key, *conflict);
            }
            Settled::Again(_) | Settled::Unknown => {}
        }
    }

    /// The screen went back; says why, on the card and in a toast.
    fn tell_refused(self, key: &str, intent: &Intent, problem: Option<&Problem>) {
        let Some(core) = self.core() else { return };
        let code = problem.map(|p| p.code);
        if let Intent::Boards(
            Boards::TaskMove(TaskMove { task, .. }) | Boards::TaskUpdate(TaskUpdate { task, .. }),
        ) = intent
        {
            let fault = Fault {
                text: text::fault(code).to_owned(),
                key: key.to_owned(),
            };
            self.mark_fault(*task, fault);
        }
        let why = problem.map(|problem| self.words(problem));
        let is_new = matches!(intent, Intent::Boards(Boards::TaskCreate(_)));
        let is_text = self.text_refused(
            key,
            intent,
            Some(why.clone().unwrap_or_else(|| text::NOT_SAVED.into())),
        );
        if is_new {
            core.outbox.set_refusal(key, why.clone());
        }
        let mut toast = Toast::error(self.went_back(intent)).icon("undo-2");
        if is_text {
            let why = why
                .map(|why| format!("{} ", why.as_marked()))
                .unwrap_or_default();
            toast = toast.text(Words::marked(format!("{why}{}", text::TEXT_KEPT)));
        } else if let Some(why) = why {
            toast = toast.text(why);
        }
        // A new task stays in its column, with the way to send it again.
        if worth_retrying(code) && !is_new {
            // By the outbox, since the toast stays when the workspace is left.
            let (outbox, workspace, key) = (core.outbox, self.id, key.to_owned());
            toast = toast.retry(move || outbox.retry(workspace, &key));
        }
        // What is done to the same thing afterwards, or a text that is saved after all, leaves it behind.
        let (outbox, workspace, key) = (core.outbox, self.id, key.to_owned());
        let toast = toast.stands_while(move || outbox.is_refused(workspace, &key));
        if let Some(toasts) = core.toasts {
            toasts.show(toast);
        }
    }

    /// What a problem says. It may begin with the name of a column, which is kept apart from the rest.
    fn words(self, problem: &Problem) -> Words {
        let said = api::words(problem);
        if problem.code != ErrorCode::WipLimit {
            return said;
        }
        let full = self.read(|s| {
            let boards = s.boards().into_iter();
            let columns = boards.flat_map(|board| s.columns(board.id));
            let names = columns.filter_map(|column| Some(s.column(column)?.name.clone()));
            let named = names.filter(|name| said.plain().starts_with(&format!("{name} ")));
            named.max_by_key(String::len)
        });
        match full.flatten() {
            Some(name) => said.beginning_with(&name),
            None => said,
        }
    }

    /// What happened, in words: *“Ship it” moved back to To do*.
    fn went_back(self, intent: &Intent) -> Words {
        let named = match intent.entity() {
            Entity::Boards(boards::Entity::Task(task)) => self.read(|s| {
                let task = s.task(task)?;
                let column = s.column(task.column_id).map(|c| c.name.clone());
                Some((task.title.clone(), column))
            }),
            // Who was removed meanwhile keeps their name.
            entity => self.read(|s| Some((name_of(s, entity)?, None))),
        };
        let named = named.flatten();
        let name = |or: &str| {
            let name = named.as_ref().map(|(name, _)| name.clone());
            name.unwrap_or_else(|| or.to_owned())
        };
        match intent {
            Intent::Boards(Boards::TaskCreate(TaskCreate { create, .. })) => {
                text::not_created(create.title.as_str())
            }
            Intent::Boards(Boards::TaskMove(_)) => match &named {
                Some((title, Some(column))) => text::moved_back(title, column),
                _ => text::NOT_SAVED.into(),
            },
            Intent::People(People::MemberUpdate(MemberUpdate { patch, .. })) => {
                match patch.suspended {
                    Some(true) => text::not_done(&name(""), "suspended"),
                    Some(false) => text::not_done(&name(""), "unsuspended"),
                    None => people::role_kept(&name("")),
                }
            }
            Intent::Boards(Boards::ColumnDelete(_)) => {
                text::not_done(&name(text::A_COLUMN), "deleted")
            }
            Intent::Boards(Boards::ColumnRestore(_)) => {
                text::not_done(&name(text::A_COLUMN), "restored")
            }
            Intent::Boards(Boards::BoardDelete(_)) => {
                text::not_done(&name(text::A_BOARD), "deleted")
            }
            Intent::Boards(Boards::BoardRestore(_)) => {
                text::not_done(&name(text::A_BOARD), "restored")
            }
            Intent::Boards(Boards::TaskDelete(_)) if named.is_some() => {
                text::not_deleted(&name(""))
            }
            Intent::Boards(_) if named.is_some() => text::not_saved(&name("")),
            Intent::Boards(_) => text::NOT_SAVED.into(),
        }
    }

    /// Does again what was refused.
    pub fn retry(self, key: &str) {
        if let Some(core) = self.core() {
            core.outbox.retry(self.id, key);
        }
    }

    /// Shows what is done again.
    pub(super) fn retried(self, op: Op) {
        let Some(core) = self.core() else { return };
        if let Some(task) = task_of(op.intent.entity()) {
            self.dismiss_fault(task);
        }
        let entity = op.intent.entity();
        let made = core.store.borrow_mut().make(op);
        core.note_act(entity, &made.touched);
        self.update_signals(&made.touched);
    }

    /// Somebody else changed the same text. The field says so by itself; where none shows it, a toast does.
    fn tell_conflict(self, key: &str, conflict: Conflict) {
        let Some(core) = self.core() else { return };
        let task = conflict.current.id;
        let title = conflict.current.title.clone();
        let touched = core.store.borrow_mut().apply_task(conflict.current);
        self.update_signals(&touched);
        self.text_refused(key, &conflict.intent, None);
        if let Some(toasts) = core.toasts.filter(|_| !self.shows_texts_of(task)) {
            let fields = [TextField::Title, TextField::Description];
            let edits = fields.map(|field| self.writing(task, field).edit.clone());
            let is_unsaved = |edit: &Option<Edit>| edit.as_ref().is_some_and(Edit::is_unsaved);
            let toast = Toast::error(text::not_saved(&title)).text(text::CHANGED_TOO);
            toasts.show(toast.stands_while(move || edits.iter().any(|edit| edit.with(is_unsaved))));
        }
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
