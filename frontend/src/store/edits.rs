//! Texts of tasks while they are written: kept as drafts from the first letter, sent after a pause, and never written over by
//! what others do. They live here and not in their fields, so that what is on its way when a panel closes is still looked after.

mod answers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use tutti_state::boards::TaskUpdate;
use tutti_state::boards::TextField;
use tutti_state::{Began, Edit, Intent, Standing};
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::text::{Invalid, Markdown, TaskTitle};
use tutti_types::{Patch, Permission, TaskId};

use super::Space;
use crate::drafts::{Location, Place};
use crate::text::{Words, sentence};
use crate::{dom, keys};

/// A pause this long saves.
const IDLE: Duration = Duration::from_millis(800);
/// Without a pause it is saved this long after the first letter that is not.
const AT_LATEST: Duration = Duration::from_secs(3);

/// One text of one task.
#[derive(Default)]
pub struct Writing {
    /// What is being written; none where the field shows what the task says.
    pub edit: ArcRwSignal<Option<Edit>>,
    /// Why it is not saved.
    pub fault: ArcRwSignal<Option<Words>>,
    /// How many fields show it.
    shown: Cell<u32>,
    timer: RefCell<Option<TimeoutHandle>>,
    /// When the first letter was typed that is not sent.
    since: Cell<Option<u64>>,
}

/// What a text of a task says.
pub fn text_of(task: &Task, field: TextField) -> &str {
    match field {
        TextField::Title => &task.title,
        TextField::Description => task.description.as_deref().unwrap_or_default(),
    }
}

impl Writing {
    fn stop(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    fn change(&self, change: impl FnOnce(&mut Edit)) {
        self.edit.update(|edit| {
            if let Some(edit) = edit {
                change(edit);
            }
        });
    }

    fn has(&self, what: impl Fn(&Edit) -> bool) -> bool {
        self.edit
            .with_untracked(|edit| edit.as_ref().is_some_and(what))
    }
}

impl Space {
    /// A text's signals.
    pub fn writing(self, task: TaskId, field: TextField) -> Rc<Writing> {
        let Some(core) = self.core() else {
            return Rc::default();
        };
        let mut writings = core.writings.borrow_mut();
        writings.entry((task, field)).or_default().clone()
    }

    /// A field shows this text until the current owner goes, which saves it.
    pub fn show_text(self, task: TaskId, field: TextField) {
        let writing = self.writing(task, field);
        writing.shown.update(|n| n + 1);
        on_cleanup(move || {
            let writing = self.writing(task, field);
            writing.shown.update(|n| n.saturating_sub(1));
            if writing.shown.get() == 0 {
                writing.change(Edit::close);
            }
            self.leave_text(task, field);
            self.let_go(task, field, &writing);
        });
    }

    /// Forgets a text that nobody looks at and that is saved.
    fn let_go(self, task: TaskId, field: TextField, writing: &Writing) {
        if writing.shown.get() == 0 && !writing.has(|_| true) {
            writing.stop();
            if let Some(core) = self.core() {
                core.writings.borrow_mut().remove(&(task, field));
            }
        }
    }

    /// What everybody sees of it; none where the task is in the trash, out of sight, or not loaded whole.
    pub(super) fn shown_text(self, task: TaskId, field: TextField) -> Option<String> {
        let shown = |task: &Task| {
            let is_known =
                field == TextField::Title || task.description.is_some() || !task.has_description;
            is_known.then(|| text_of(task, field).to_owned())
        };
        self.read(|s| s.task(task).and_then(shown)).flatten()
    }

    /// Takes what was typed.
    pub fn type_text(self, task: TaskId, field: TextField, typed: String) {
        let writing = self.writing(task, field);
        let shown = self.shown_text(task, field).unwrap_or_default();
        writing.edit.update(|edit| {
            edit.get_or_insert_with(|| Edit::new(field, shown.clone(), shown))
                .type_in(typed);
        });
        writing.fault.set(None);
        self.tell_too_long(field, &writing);
        self.keep_draft(task, field, &writing);
        self.save_soon(task, field, &writing);
    }

    /// A text that is too long is told of while it is typed or pasted: nothing is cut off.
    fn tell_too_long(self, field: TextField, writing: &Writing) {
        let too_long = writing.edit.with_untracked(|edit| {
            let why = field.tidy(edit.as_ref()?.text()).err()?;
            why.is_too_long().then(|| fault_of(&why))
        });
        if too_long.is_some() {
            writing.fault.set(too_long);
        }
    }

    /// Takes up what an earlier page or tab left unsaved, once what everybody sees is known.
    pub fn take_up_text(self, task: TaskId, field: TextField) {
        let writing = self.writing(task, field);
        let (Some(core), Some(shown)) = (self.core(), self.shown_text(task, field)) else {
            return;
        };
        let Some(drafts) = core.drafts.filter(|_| !writing.has(|_| true)) else {
            return;
        };
        let Some(kept) = drafts.take_up(Place::of_task(task, field)) else {
            return;
        };
        let edit = Edit::take_up(field, kept.text, &kept.overs, &shown);
        if edit.standing(&shown) == Standing::Same {
            drafts.forget(kept.location.place);
            return;
        }
        writing.edit.set(Some(edit));
        self.save_text(task, field);
    }

    /// Keeps it in the browser for as long as the server does not have it.
    fn keep_draft(self, task: TaskId, field: TextField, writing: &Writing) {
        let Some(core) = self.core() else { return };
        let Some(drafts) = core.drafts else { return };
        let place = Place::of_task(task, field);
        let unsaved = writing.edit.with_untracked(|edit| {
            let edit = edit.as_ref().filter(|edit| edit.is_unsaved())?;
            Some((edit.text().to_owned(), edit.overs()))
        });
        let Some((text, overs)) = unsaved else {
            return drafts.forget(place);
        };
        let card = core.card(task);
        let known = card
            .map(|card| card.with_untracked(|card| (card.task.board_id, card.task.key.clone())));
        let (board, of) = known.unzip();
        let location = Location {
            place,
            workspace: Some(self.id),
            board,
            of: of.unwrap_or_default(),
        };
        drafts.keep(&location, &text, overs);
    }

    /// Saves after a pause, or after a while where there is none.
    fn save_soon(self, task: TaskId, field: TextField, writing: &Writing) {
        writing.stop();
        if !writing.has(Edit::is_unsent) {
            writing.since.set(None);
            return;
        }
        let now = dom::steady_ms();
        let since = writing.since.get().unwrap_or(now);
        writing.since.set(Some(since));
        let left = AT_LATEST.saturating_sub(Duration::from_millis(now.saturating_sub(since)));
        let later = move || {
            // Half a word is nothing to save, however long its writer thinks.
            if keys::is_composing() {
                let writing = self.writing(task, field);
                writing.since.set(None);
                self.save_soon(task, field, &writing);
            } else {
                self.save_text(task, field);
            }
        };
        let timer = set_timeout_with_handle(later, left.min(IDLE)).ok();
        writing.timer.replace(timer);
    }

    /// The focus left the field: what can be saved is, and where all is saved the field shows the task's text again.
    pub fn leave_text(self, task: TaskId, field: TextField) {
        self.save_text(task, field);
        let writing = self.writing(task, field);
        let shown = self.shown_text(task, field);
        if let Some(shown) = &shown
            && writing.has(Edit::is_held)
        {
            writing.change(|edit| edit.leave(shown));
        }
        let is_shown = shown.is_some_and(|shown| {
            writing.has(|edit| matches!(edit.standing(&shown), Standing::Same | Standing::Behind))
        });
        // What is on its way may be refused yet.
        if is_shown && !writing.has(Edit::is_on_its_way) {
            writing.edit.set(None);
            self.keep_draft(task, field, &writing);
        }
    }

    /// Sends what is not sent, unless something is on its way: its answer sends the rest.
    pub fn save_text(self, task: TaskId, field: TextField) {
        let writing = self.writing(task, field);
        writing.stop();
        if !writing.has(Edit::is_on_its_way) {
            self.send_text(task, field, &writing);
        }
    }

    fn send_text(self, task: TaskId, field: TextField, writing: &Writing) {
        let Some(shown) = self.shown_text(task, field) else {
            return;
        };
        let may = untrack(|| self.may(Permission::TasksUpdate));
        let is_due = |edit: &Edit| edit.is_unsent() && edit.standing(&shown) == Standing::Ahead;
        if !may || !writing.has(is_due) {
            return;
        }
        let tidy = writing.edit.with_untracked(|edit| {
            let edit = edit.as_ref()?;
            Some((field.tidy(edit.text()), edit.over().to_owned()))
        });
        let Some((tidy, over)) = tidy else { return };
        match tidy {
            Ok(tidy) => {
                writing.since.set(None);
                let Some(intent) = self.intent_of(task, field, &tidy, over) else {
                    return;
                };
                let key = self.act(intent);
                writing.change(|edit| _ = edit.send(key, tidy));
                self.keep_draft(task, field, writing);
            }
            Err(why) => writing.fault.set(Some(fault_of(&why))),
        }
    }

    fn intent_of(self, task: TaskId, field: TextField, tidy: &str, over: String) -> Option<Intent> {
        let version = self.read(|s| s.task(task).map(|task| task.version))??;
        let mut began = Began {
            version,
            title: String::new(),
            description: String::new(),
        };
        let mut patch = UpdateTask::default();
        match field {
            TextField::Title => {
                patch.title = Some(TaskTitle::parse(tidy).ok()?);
                began.title = over;
            }
            TextField::Description => {
                patch.description = match Markdown::parse(tidy).ok()? {
                    text if text.as_str().is_empty() => Patch::Clear,
                    text => Patch::Set(text),
                };
                began.description = over;
            }
        }
        Some(Intent::from(TaskUpdate {
            task,
            patch,
            began: Some(began),
        }))
    }

    /// The page may go any moment, also for good: what is typed is sent, or else kept with what waits to be.
    pub(super) fn save_texts_on_leaving(self) {
        let save = move || {
            let Some(core) = self.core() else { return };
            let all: Vec<_> = core.writings.borrow().keys().copied().collect();
            if keys::is_composing() {
                return;
            }
            for (task, field) in all {
                let writing = self.writing(task, field);
                self.send_text(task, field, &writing);
            }
        };
        let left = window_event_listener(ev::pagehide, move |_| save());
        let hidden = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                save();
            }
        });
        on_cleanup(move || {
            save();
            left.remove();
            hidden.remove();
        });
    }
}

/// Why a text cannot be saved, as a sentence.
fn fault_of(why: &Invalid) -> Words {
    Words::own(sentence(why.message()))
}
