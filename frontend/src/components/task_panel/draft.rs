//! A text of a task while it is written: kept here, saved after a pause and on leaving, and never overwritten by what
//! others do meanwhile.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use tutti_state::queue::{TextConflict, TextField};
use tutti_state::{Began, Intent};
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::text::{Markdown, TaskTitle};
use tutti_types::{Patch, TaskId};

use super::Card;
use crate::store::Space;
use crate::text::task as t;

/// A pause this long saves.
const IDLE: Duration = Duration::from_millis(800);

/// A text that is being written.
#[derive(Clone, Copy)]
pub struct Draft {
    space: Space,
    task: TaskId,
    field: TextField,
    /// What stands in the field; none: what the task says.
    text: RwSignal<Option<String>>,
    /// What was sent last.
    sent: StoredValue<Option<String>>,
    began: StoredValue<Option<Began>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Why it cannot be saved as it is.
    pub fault: RwSignal<Option<String>>,
    value: Memo<String>,
}

impl Draft {
    /// Of this text of this task.
    pub fn new(space: Space, card: &Card, field: TextField) -> Self {
        let task = card.with_untracked(|card| card.task.id);
        let value = {
            let card = card.clone();
            Memo::new(move |_| card.with(|card| read(&card.task, field)))
        };
        let draft = Self {
            space,
            task,
            field,
            text: RwSignal::new(None),
            sent: StoredValue::new(None),
            began: StoredValue::new(None),
            timer: StoredValue::new(None),
            fault: RwSignal::new(None),
            value,
        };
        draft.follow();
        on_cleanup(move || draft.save());
        draft
    }

    /// What stands in the field.
    pub fn shown(self) -> String {
        self.text.get().unwrap_or_else(|| self.value.get())
    }

    /// The two texts, where somebody else changed it too.
    pub fn clash(self) -> Option<TextConflict> {
        self.space.clashes.with(|clashes| {
            let mine = |clash: &&crate::store::Clash| {
                clash.task == self.task && clash.text.field == self.field
            };
            clashes.iter().find(mine).map(|clash| clash.text.clone())
        })
    }

    /// The task is in the trash: what is typed stays in its field until it is restored.
    fn is_gone(self) -> bool {
        self.space.read(|s| s.task(self.task).is_none()) == Some(true)
    }

    fn is_dirty(self) -> bool {
        let text = self.text.get_untracked();
        text.is_some() && text != self.sent.get_value()
    }

    /// What others write is taken over, unless something of one's own is not saved yet.
    fn follow(self) {
        Effect::new(move |_| {
            let value = self.value.get();
            if let Some(clash) = self.clash() {
                self.text.set(Some(clash.mine));
                return;
            }
            let shown = self.text.get_untracked();
            let is_same =
                shown.is_none_or(|shown| tidy(self.field, &shown).is_ok_and(|tidy| tidy == value));
            if !self.is_dirty() && !is_same {
                self.text.set(None);
                self.began.set_value(None);
            }
        });
    }

    /// Takes what was typed.
    pub fn type_in(self, text: String) {
        if self.began.with_value(Option::is_none) {
            self.began.set_value(self.base());
        }
        self.text.set(Some(text));
        self.fault.set(None);
        self.stop_timer();
        let timer = set_timeout_with_handle(move || self.save(), IDLE).ok();
        self.timer.set_value(timer);
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// What an edit that begins now begins from.
    fn base(self) -> Option<Began> {
        let base = |task: &Task| Began {
            version: task.version,
            title: task.title.clone(),
            description: task.description.clone().unwrap_or_default(),
        };
        self.space.read(|s| s.task(self.task).map(base)).flatten()
    }

    /// The focus left it. It also leaves when the panel goes, and by then everything is saved.
    pub fn leave(self) {
        if self.text.is_disposed() || self.is_gone() {
            return;
        }
        self.save();
        let may_go =
            self.fault.with_untracked(Option::is_none) && untrack(|| self.clash()).is_none();
        if may_go {
            self.text.set(None);
            self.began.set_value(None);
            self.sent.set_value(None);
        }
    }

    /// Sends it, if it differs.
    pub fn save(self) {
        self.stop_timer();
        if !self.is_dirty() || self.is_gone() || untrack(|| self.clash()).is_some() {
            return;
        }
        let Some(text) = self.text.get_untracked() else {
            return;
        };
        match tidy(self.field, &text) {
            Ok(tidy) => {
                self.sent.set_value(Some(text));
                if self.value.get_untracked() != tidy {
                    self.send(&tidy);
                }
            }
            Err(why) => self.fault.set(Some(why)),
        }
    }

    fn send(self, text: &str) {
        let began = self.began.get_value().or_else(|| self.base());
        let patch = match self.field {
            TextField::Title => UpdateTask {
                title: TaskTitle::parse(text).ok(),
                ..UpdateTask::default()
            },
            TextField::Description => UpdateTask {
                description: match Markdown::parse(text) {
                    Ok(text) if !text.as_str().is_empty() => Patch::Set(text),
                    _ => Patch::Clear,
                },
                ..UpdateTask::default()
            },
        };
        self.space.act(Intent::UpdateTask {
            task: self.task,
            patch,
            began,
        });
        // What is typed from here on begins from what was just sent.
        self.began.set_value(self.base());
    }

    /// Settles a clash: with one's own text, or with theirs.
    pub fn settle(self, keep_mine: bool) {
        let Some(clash) = untrack(|| self.clash()) else {
            return;
        };
        self.space.clashes.update(|clashes| {
            clashes.retain(|c| c.task != self.task || c.text.field != self.field);
        });
        self.began.set_value(None);
        if keep_mine {
            self.send(&clash.mine);
        }
        self.text.set(None);
        self.sent.set_value(None);
    }
}

fn read(task: &Task, field: TextField) -> String {
    match field {
        TextField::Title => task.title.clone(),
        TextField::Description => task.description.clone().unwrap_or_default(),
    }
}

/// The text by the rule of its field, or why it cannot be saved.
fn tidy(field: TextField, text: &str) -> Result<String, String> {
    match field {
        TextField::Title => TaskTitle::parse(text)
            .map(TaskTitle::into_string)
            .map_err(|why| t::title_fault(why.message())),
        TextField::Description => Markdown::parse(text)
            .map(Markdown::into_string)
            .map_err(|why| t::description_fault(why.message())),
    }
}
