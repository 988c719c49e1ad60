//! The view of a text of a task while it is written: what stands in its field, and what there is to say of it.

use leptos::html;
use leptos::prelude::*;
use tutti_state::boards::TextField;
use tutti_state::{Edit, Standing};
use tutti_types::TaskId;

use super::{Card, may_edit};
use crate::drafts::{Drafts, Place};
use crate::effect::effect;
use crate::store::{Space, text_of};
use crate::text::Words;
use crate::{dom, keys};

/// A text of the task in the panel.
#[derive(Clone, Copy)]
pub struct Draft {
    space: Space,
    task: TaskId,
    field: TextField,
    /// What is being written; none: the field shows what the task says.
    edit: RwSignal<Option<Edit>>,
    /// Why it is not saved.
    pub fault: RwSignal<Option<Words>>,
    value: Memo<String>,
}

impl Draft {
    /// Of this text of this task, for as long as the current owner lives. What was left unsaved is taken up once the task is
    /// loaded.
    pub fn new(space: Space, card: &Card, field: TextField, is_known: Signal<bool>) -> Self {
        let task = card.with_untracked(|card| card.task.id);
        let value = {
            let card = card.clone();
            // While it is not known it is what it was, and not empty.
            Memo::new(move |old: Option<&String>| match old {
                Some(old) if !is_known.get() => old.clone(),
                _ => card.with(|card| text_of(&card.task, field).to_owned()),
            })
        };
        let writing = space.writing(task, field);
        let draft = Self {
            space,
            task,
            field,
            edit: writing.edit.clone().into(),
            fault: writing.fault.clone().into(),
            value,
        };
        space.show_text(task, field);
        let drafts = Drafts::here();
        drafts.show(Place::of_task(task, field));
        effect(move || {
            // Another tab may go, and leave something, at any time.
            drafts.track();
            if is_known.get() {
                space.take_up_text(task, field);
            }
        });
        // What was typed while it was not known could not be sent.
        Effect::new(move |was: Option<bool>| {
            let is = is_known.get();
            if is && was == Some(false) {
                space.save_text(task, field);
            }
            is
        });
        draft.follow(is_known, may_edit(space, card));
        draft
    }

    /// What stands in the field.
    pub fn shown(self) -> String {
        let typed = self
            .edit
            .with(|edit| edit.as_ref().map(|edit| edit.text().to_owned()));
        typed.unwrap_or_else(|| self.value.get())
    }

    /// Whether it holds what the server does not have.
    pub fn is_unsaved(self) -> bool {
        self.edit
            .with(|edit| edit.as_ref().is_some_and(Edit::is_unsaved))
    }

    /// Whether somebody writes in it.
    pub fn is_begun(self) -> bool {
        self.edit.with(Option::is_some)
    }

    fn standing(self) -> Option<Standing> {
        let value = self.value.get();
        self.edit
            .with(|edit| edit.as_ref().map(|edit| edit.standing(&value)))
    }

    /// What somebody else wrote, where there is something to choose: both changed the text, or they did while one was in it.
    pub fn clash(self) -> Option<String> {
        let is_asked = matches!(self.standing(), Some(Standing::Clash | Standing::Overtaken));
        is_asked.then(|| self.value.get())
    }

    /// Whether what stands in the field was saved before somebody else changed it.
    pub fn is_overtaken(self) -> bool {
        self.standing() == Some(Standing::Overtaken)
    }

    /// Where all is saved and its writer has left, the field shows what others write. Who may no longer change it has no choice.
    fn follow(self, is_known: Signal<bool>, may: Memo<bool>) {
        effect(move || {
            let is_settled = match self.standing() {
                Some(Standing::Behind) => true,
                Some(Standing::Overtaken) => !may.get(),
                Some(Standing::Same) => self.edit.with(|edit| {
                    edit.as_ref().is_some_and(|edit| {
                        !edit.is_held()
                            && !edit.is_on_its_way()
                            && edit.text() == self.value.get_untracked()
                    })
                }),
                _ => false,
            };
            if is_known.get() && is_settled {
                self.space.drop_text(self.task, self.field);
            }
        });
    }

    /// Keeps the element at what is shown, with the caret where it stands among the words.
    pub fn fill(self, node: NodeRef<html::Textarea>) {
        effect(move || {
            let shown = self.shown();
            // A text that is set while a word is composed would end the composition.
            if let Some(field) = node.get().filter(|_| !keys::is_composing()) {
                dom::rewrite(&field, &shown);
            }
        });
    }

    /// Takes what was typed.
    pub fn type_in(self, text: String) {
        self.space.type_text(self.task, self.field, text);
    }

    /// The focus left the field: what stands in it is saved. Where another window came to the front, this one comes back with the
    /// focus where it was, and the field is its writer's all the while.
    pub fn leave(self) {
        if document().has_focus() == Ok(true) {
            self.space.leave_text(self.task, self.field);
        } else {
            self.space.save_text(self.task, self.field);
        }
    }

    /// Whether there is something to say of it that is settled in its field.
    pub fn is_open(self) -> bool {
        let has_fault = self.fault.try_with_untracked(Option::is_some);
        has_fault != Some(false) || untrack(|| self.clash()).is_some()
    }

    /// Settles a clash: with one's own text, or with theirs.
    pub fn settle(self, keep_mine: bool) {
        self.focus_field();
        self.space.settle_clash(self.task, self.field, keep_mine);
    }

    /// Gives up what is not saved.
    pub fn discard(self) {
        self.focus_field();
        self.space.drop_text(self.task, self.field);
    }

    /// Goes back to the field, or to the panel where it only reads: the button that was pressed goes, and without the focus the
    /// letters that follow would be shortcuts.
    fn focus_field(self) {
        let field = match self.field {
            TextField::Title => "#task-title",
            TextField::Description => ".task-editor",
        };
        if !dom::focus(field) {
            dom::focus(".panel");
        }
    }

    /// Who else changed this text last, once the stream has told. Tracked.
    pub fn changed_by(self) -> Option<String> {
        let who = self.space.text_changed_by(self.task, self.field)?;
        Some(self.space.name_of(Some(who)))
    }
}
