//! One person writes a title while another changes the same task, answers are lost and the page crashes, by chance.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tutti_dice::Dice;
use tutti_types::columns::Category;
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, TaskId, Timestamp, WorkspaceId};

use super::*;
use crate::boards::{Began, Intent as Wanted, TaskUpdate};
use crate::intent::Intent;
use crate::op::Op;
use crate::queue::{Queue, Reply, Request, Settled};

/// The server's side of one task.
#[derive(Clone)]
struct Server {
    id: TaskId,
    version: i64,
    title: String,
    answered: BTreeSet<String>,
    /// Each title that it held.
    held: BTreeSet<String>,
}

impl Server {
    fn json(&self) -> Value {
        let mut task = Task::blank(
            self.id,
            WorkspaceId(self.id.0),
            BoardId(self.id.0),
            ColumnId(self.id.0),
            Category::Todo,
            Timestamp::from_micros(0),
        );
        task.title.clone_from(&self.title);
        task.version = self.version;
        task.changed_seq = self.version;
        json!(task)
    }

    /// The answer, and the title that was written over.
    fn answer(&mut self, request: &Request) -> (u16, String, Option<String>) {
        if self.answered.contains(&request.key) {
            return (200, self.json().to_string(), None);
        }
        let patch: UpdateTask = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        let title = patch.title.unwrap().into_string();
        let seen = patch.expected.and_then(|expected| expected.title);
        let is_stale = request.if_match.is_some()
            && request.if_match != Some(format!("\"{}\"", self.version))
            || seen.is_some_and(|seen| seen.as_str() != self.title && title != self.title);
        if is_stale {
            let refusal = json!({
                "type": "", "title": "", "status": 412, "detail": "", "code": "version_conflict", "request_id": "",
                "current": self.json(),
            });
            return (412, refusal.to_string(), None);
        }
        let written_over = std::mem::replace(&mut self.title, title);
        self.version += 1;
        self.held.insert(self.title.clone());
        self.answered.insert(request.key.clone());
        (200, self.json().to_string(), Some(written_over))
    }
}

/// The page of the one who writes.
struct Page {
    server: Server,
    /// What the stream has told.
    known: (i64, String),
    /// Each title that was on the screen.
    seen: BTreeSet<String>,
    queue: Queue,
    edit: Option<Edit>,
    /// What they typed last and did not give up.
    mine: Option<String>,
    /// They are in the field and have written in it.
    is_in: bool,
    now: u64,
    count: u32,
}

impl Page {
    fn new() -> Self {
        let server = Server {
            id: TaskId::new(),
            version: 1,
            title: "Old".into(),
            answered: BTreeSet::new(),
            held: BTreeSet::from(["Old".into()]),
        };
        Self {
            known: (1, "Old".into()),
            seen: BTreeSet::from(["Old".into()]),
            server,
            queue: Queue::new(WorkspaceId::new()),
            edit: None,
            mine: None,
            is_in: false,
            now: 0,
            count: 0,
        }
    }

    fn shown(&self) -> String {
        let last = self.queue.ops().last().map(|op| &op.intent);
        match last {
            Some(Intent::Boards(Wanted::TaskUpdate(TaskUpdate { patch, .. }))) => {
                patch.title.clone().unwrap().into_string()
            }
            _ => self.known.1.clone(),
        }
    }

    fn hear(&mut self, task: &Task) {
        if task.version > self.known.0 {
            self.known = (task.version, task.title.clone());
        }
    }

    fn type_in(&mut self, text: &str) {
        let shown = self.shown();
        self.edit
            .get_or_insert_with(|| Edit::new(TextField::Title, &shown, &shown))
            .type_in(text);
        self.mine = Some(text.into());
        self.is_in = true;
    }

    fn leave(&mut self) {
        let shown = self.shown();
        if let Some(edit) = &mut self.edit {
            edit.leave(&shown);
        }
        self.is_in = false;
    }

    fn save(&mut self) {
        let shown = self.shown();
        let Some(edit) = &mut self.edit else { return };
        if edit.is_on_its_way() || !edit.is_unsent() || edit.standing(&shown) != Standing::Ahead {
            return;
        }
        let title = TextField::Title.tidy(edit.text()).unwrap();
        self.count += 1;
        let key = format!("op {}", self.count);
        let over = edit.send(&key, &title);
        let patch = UpdateTask {
            title: title.parse().ok(),
            ..UpdateTask::default()
        };
        let began = Began {
            version: self.known.0,
            title: over,
            description: String::new(),
        };
        let intent = Intent::from(TaskUpdate {
            task: self.server.id,
            patch,
            began: Some(began),
        });
        let at = Timestamp::from_micros(i64::from(self.count));
        self.queue.push(Op { key, at, intent }, self.now);
    }

    /// What is due goes to the server; `answers` says whether its word comes back.
    fn exchange(&mut self, answers: bool, fails: bool) {
        self.now = self.now.max(self.queue.next_at().unwrap_or_default());
        for request in self.queue.due(self.now) {
            let (status, body) = if fails {
                (500, String::new())
            } else {
                let (status, body, written_over) = self.server.answer(&request);
                if let Some(title) = written_over {
                    assert!(self.seen.contains(&title), "{title:?} was never seen");
                }
                (status, body)
            };
            let status = if answers { status } else { 0 };
            let reply = Reply {
                status,
                retry_after_s: None,
                body: &body,
            };
            match self.queue.settle(&request.key, reply, self.now) {
                Settled::Done(_) => {
                    let task: Task = serde_json::from_str(&body).unwrap();
                    self.hear(&task);
                    if let Some(edit) = &mut self.edit {
                        edit.done(&request.key);
                    }
                }
                Settled::Conflict(conflict) => {
                    self.hear(&conflict.current);
                    self.take_back(&request.key, &conflict.intent);
                }
                Settled::Refused(_) => {
                    let intent = self.queue.entry(&request.key).unwrap().op.intent.clone();
                    self.queue.forget(&request.key);
                    self.take_back(&request.key, &intent);
                }
                Settled::Again(_) => {}
                Settled::Unknown => panic!("nobody asked"),
            }
        }
    }

    /// What was refused is the writer's again, also where the page that sent it is gone.
    fn take_back(&mut self, key: &str, intent: &Intent) {
        let Intent::Boards(Wanted::TaskUpdate(TaskUpdate { patch, began, .. })) = intent else {
            panic!("not a text");
        };
        let title = patch.title.clone().unwrap().into_string();
        let over = began.clone().unwrap().title;
        match &mut self.edit {
            Some(edit) => edit.refused(key, &title, &over),
            None => self.edit = Some(Edit::new(TextField::Title, title, over)),
        }
    }

    /// The tab is killed and opened again: what is left is the draft and the queue.
    fn crash(&mut self) {
        let left: Queue =
            serde_json::from_str(&serde_json::to_string(&self.queue).unwrap()).unwrap();
        let draft = self.edit.take().filter(Edit::is_unsaved);
        if draft.is_none() {
            // It was saved, and the next page need not know of it.
            self.mine = None;
        }
        let draft = draft.map(|edit| (edit.text().to_owned(), edit.overs()));
        self.is_in = false;
        self.queue = Queue::new(WorkspaceId::new());
        self.queue.adopt(
            left,
            self.now,
            Timestamp::from_micros(i64::from(self.count)),
        );
        self.known = (self.server.version, self.server.title.clone());
        let shown = self.shown();
        self.edit =
            draft.map(|(text, overs)| Edit::take_up(TextField::Title, text, &overs, &shown));
    }

    fn look(&mut self) {
        let shown = self.shown();
        self.seen.insert(shown.clone());
        let Some(edit) = &self.edit else {
            if let Some(mine) = &self.mine {
                assert_eq!(*mine, shown, "what was typed is nowhere");
            }
            return;
        };
        if let Some(mine) = &self.mine {
            assert_eq!(edit.text(), mine, "the field was written over");
        }
        if edit.standing(&shown) == Standing::Behind {
            // The field follows: what they wrote was saved, they left, and somebody came after them.
            assert!(
                !self.is_in,
                "{:?} was taken from under the caret",
                edit.text()
            );
            if let Some(mine) = &self.mine {
                assert!(self.server.held.contains(mine), "{mine:?} was given up");
            }
            self.edit = None;
            self.mine = None;
        }
    }

    fn choose(&mut self, keep_mine: bool) {
        let shown = self.shown();
        let Some(edit) = &mut self.edit else { return };
        if !matches!(edit.standing(&shown), Standing::Clash | Standing::Overtaken) {
            return;
        }
        if keep_mine {
            edit.keep_mine(shown);
        } else {
            self.edit = None;
            self.mine = None;
        }
    }
}

#[test]
fn what_one_types_is_kept_whatever_others_and_the_network_do() {
    for seed in 0..600 {
        let mut dice = Dice::new(seed);
        let mut page = Page::new();
        for step in 0..60 {
            match dice.below(13) {
                0..=2 => page.type_in(&format!("Mine {step}")),
                3 | 4 => page.save(),
                5 => page.server.version += 1,
                6 if dice.chance(40) => {
                    page.server.version += 1;
                    page.server.title = format!("Theirs {step}");
                }
                7 => {
                    let task: Task = serde_json::from_value(page.server.json()).unwrap();
                    page.hear(&task);
                }
                8 | 9 => page.exchange(dice.chance(80), dice.chance(10)),
                10 if dice.chance(30) => page.crash(),
                11 => page.choose(dice.chance(70)),
                12 if dice.chance(50) => page.leave(),
                _ => {}
            }
            page.look();
        }
        // In the end there is peace: all is saved, or both texts stand there.
        for _ in 0..40 {
            page.save();
            page.exchange(true, false);
            let task: Task = serde_json::from_value(page.server.json()).unwrap();
            page.hear(&task);
            page.look();
        }
        let is_asked = page.edit.as_ref().is_some_and(|edit| {
            let standing = edit.standing(&page.known.1);
            matches!(standing, Standing::Clash | Standing::Overtaken)
        });
        if let Some(mine) = page.mine.filter(|_| !is_asked) {
            assert_eq!(page.server.title, mine, "seed {seed}");
        }
    }
}

#[test]
fn a_text_stands_to_the_others_by_what_it_was_written_over() {
    let mut edit = Edit::new(TextField::Title, "Old", "Old");
    assert_eq!(edit.standing("Old"), Standing::Same);
    assert_eq!(edit.standing("Theirs"), Standing::Behind);
    edit.type_in("  Mine ");
    assert_eq!(
        edit.standing("Mine"),
        Standing::Same,
        "as the server keeps it"
    );
    assert_eq!(edit.standing("Old"), Standing::Ahead);
    assert_eq!(edit.standing("Theirs"), Standing::Clash);
    assert_eq!(edit.send("1", "Mine"), "Old");
    edit.type_in("Mine too");
    assert_eq!(edit.standing("Mine"), Standing::Ahead);
    edit.refused("1", "Mine", "Old");
    assert_eq!(edit.standing("Old"), Standing::Ahead);
    assert_eq!(edit.standing("Theirs"), Standing::Clash);
    edit.keep_mine("Theirs");
    assert_eq!(edit.standing("Theirs"), Standing::Ahead);
    edit.type_in("");
    assert!(edit.is_unsent(), "what cannot be saved is not lost either");
}

#[test]
fn a_text_that_was_saved_stays_while_its_writer_is_in_the_field() {
    let mut edit = Edit::new(TextField::Title, "Old", "Old");
    edit.type_in("Mine");
    edit.send("1", "Mine");
    assert!(edit.done("1"));
    assert_eq!(edit.standing("Mine"), Standing::Same);
    assert_eq!(edit.standing("Theirs"), Standing::Overtaken);
    assert!(!edit.is_unsaved(), "there is nothing to keep as a draft");
    edit.leave("Theirs");
    assert_eq!(
        edit.standing("Theirs"),
        Standing::Overtaken,
        "who leaves to press a button has not chosen"
    );
    let mut kept = edit.clone();
    kept.keep_mine("Theirs");
    assert_eq!(kept.standing("Theirs"), Standing::Ahead);
    assert!(kept.is_unsent());
    kept.send("2", "Mine");
    kept.done("2");
    assert_eq!(
        kept.standing("Theirs again"),
        Standing::Overtaken,
        "the other keeps theirs too, and neither goes without a word"
    );
    edit.close();
    assert_eq!(edit.standing("Theirs"), Standing::Behind);
    edit.type_in("Mine");
    edit.leave("Mine");
    assert_eq!(
        edit.standing("Theirs"),
        Standing::Behind,
        "who left before it came follows it"
    );
}
