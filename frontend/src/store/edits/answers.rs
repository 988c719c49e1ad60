//! What became of a text that was sent.

use leptos::prelude::*;
use tutti_state::boards::{self, TaskUpdate, TextField};
use tutti_state::{Edit, Intent};
use tutti_types::TaskId;

use super::Writing;
use crate::drafts::Place;
use crate::store::Space;
use crate::text::Words;

impl Space {
    /// The server has what was sent under this key.
    pub(in crate::store) fn text_done(self, key: &str, intent: &Intent) {
        for (task, field, ..) in texts_of(intent) {
            let writing = self.writing(task, field);
            if writing.has(|_| true) {
                writing
                    .edit
                    .update(|edit| _ = edit.as_mut().map(|edit| edit.done(key)));
                self.after_answer(task, field, &writing);
            }
            self.let_go(task, field, &writing);
        }
    }

    fn after_answer(self, task: TaskId, field: TextField, writing: &Writing) {
        self.keep_draft(task, field, writing);
        if writing.shown.get() == 0 {
            self.leave_text(task, field);
        } else {
            self.save_soon(task, field, writing);
        }
    }

    /// The server did not take what was sent under this key: it is its writer's again, in the field and as a draft. `why` is
    /// absent where somebody else changed the same text, which the field tells of by itself. Whether it was a text.
    pub(in crate::store) fn text_refused(
        self,
        key: &str,
        intent: &Intent,
        why: Option<Words>,
    ) -> bool {
        let texts = texts_of(intent);
        for (task, field, text, over) in &texts {
            let writing = self.writing(*task, *field);
            writing.edit.update(|edit| match edit {
                Some(edit) => edit.refused(key, text, over),
                None => *edit = Some(Edit::new(*field, text.clone(), over.clone())),
            });
            if let Some(why) = &why {
                writing.fault.set(Some(why.clone()));
            }
            self.keep_draft(*task, *field, &writing);
        }
        !texts.is_empty()
    }

    /// Whether a field on the screen shows a text of this task.
    pub(in crate::store) fn shows_texts_of(self, task: TaskId) -> bool {
        self.core().is_some_and(|core| {
            let writings = core.writings.borrow();
            let mut of_task = writings.iter().filter(|((of, _), _)| *of == task);
            of_task.any(|(_, writing)| writing.shown.get() > 0)
        })
    }

    /// What was written is saved or given up, and the field shows what the task says.
    pub fn drop_text(self, task: TaskId, field: TextField) {
        let writing = self.writing(task, field);
        writing.edit.set(None);
        writing.fault.set(None);
        self.keep_draft(task, field, &writing);
    }

    /// Settles a clash: with what stands in the field, or with what the other wrote.
    pub fn settle_clash(self, task: TaskId, field: TextField, keep_mine: bool) {
        let writing = self.writing(task, field);
        let Some(shown) = self.shown_text(task, field) else {
            return;
        };
        writing.fault.set(None);
        writing.edit.update(|edit| match edit {
            Some(edit) if keep_mine => edit.keep_mine(shown),
            edit => *edit = None,
        });
        self.keep_draft(task, field, &writing);
        self.save_text(task, field);
    }
}

/// The texts that an intent writes over others, each with what it is written over.
fn texts_of(intent: &Intent) -> Vec<(TaskId, TextField, String, String)> {
    let Intent::Boards(boards::Intent::TaskUpdate(TaskUpdate {
        task,
        began: Some(began),
        ..
    })) = intent
    else {
        return Vec::new();
    };
    Place::written_by(intent)
        .into_iter()
        .map(|(place, text)| match place {
            Place::Title(_) => (*task, TextField::Title, text, began.title.clone()),
            _ => (
                *task,
                TextField::Description,
                text,
                began.description.clone(),
            ),
        })
        .collect()
}
