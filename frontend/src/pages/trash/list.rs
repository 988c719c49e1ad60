//! The list: pages of the server's answer, kept current by the feed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashMap;
use tutti_types::events::EventKind;
use tutti_types::tasks::{Task, TaskQuery};
use tutti_types::{BoardId, TaskId};

use crate::api;
use crate::components::task_panel::{last_told, restore};
use crate::store::Space;

/// How far the pages reach.
#[derive(Clone, PartialEq, Eq)]
pub enum Reach {
    /// The first page is on its way.
    Asking,
    /// There are older ones.
    More,
    /// That is all.
    All,
    /// It did not come.
    Failed(String),
}

/// What is in the trash, and what of it is on its way out.
#[derive(Clone, Copy)]
pub struct TrashList {
    space: Space,
    board: Memo<Option<BoardId>>,
    items: RwSignal<Vec<Task>>,
    cursor: StoredValue<Option<String>>,
    /// Restored here, by the key of the op: out of the list unless that is refused.
    restored: RwSignal<FxHashMap<TaskId, String>>,
    /// Counts first pages, since only the last one asked for counts.
    asked: StoredValue<u32>,
    /// How far the pages reach.
    pub reach: RwSignal<Reach>,
    /// The tasks to show, newest first.
    pub shown: Memo<Vec<Task>>,
}

impl TrashList {
    /// Of this board, or of all; it loads at once and whenever that changes.
    pub fn new(board: Memo<Option<BoardId>>) -> Self {
        let space = Space::here();
        let items = RwSignal::new(Vec::<Task>::new());
        let restored = RwSignal::new(FxHashMap::<TaskId, String>::default());
        let shown = Memo::new(move |_| {
            // An op that is refused stays in the queue, whose length is told anew whenever an answer comes.
            space.waiting.track();
            let is_back = |task: &Task| match last_told(space, task.id) {
                Some(EventKind::TaskRestored) => true,
                _ => restored.with(|keys| {
                    let key = keys.get(&task.id);
                    key.is_some_and(|key| !space.is_refused(key))
                }),
            };
            items.with(|items| {
                items
                    .iter()
                    .filter(|task| !is_back(task))
                    .cloned()
                    .collect()
            })
        });
        let list = Self {
            space,
            board,
            items,
            cursor: StoredValue::new(None),
            restored,
            asked: StoredValue::new(0),
            reach: RwSignal::new(Reach::Asking),
            shown,
        };
        Effect::new(move |_| {
            board.track();
            list.load_anew();
        });
        list.follow();
        list
    }

    /// Takes a task out of the trash.
    pub fn restore(self, task: &Task) -> String {
        let key = restore(self.space, task);
        self.restored.update(|keys| {
            keys.insert(task.id, key.clone());
        });
        key
    }

    /// Takes that back.
    pub fn put_back(self, task: TaskId, key: &str) {
        self.space.undo_of(key);
        self.restored.try_update(|keys| keys.remove(&task));
    }

    /// Loads the first page in place of what is there.
    pub fn load_anew(self) {
        self.items.set(Vec::new());
        self.reach.set(Reach::Asking);
        self.load_first();
    }

    fn query(self, cursor: Option<String>) -> TaskQuery {
        TaskQuery {
            board: self.board.get_untracked(),
            deleted: Some(true),
            cursor,
            ..TaskQuery::default()
        }
    }

    /// Loads the first page and lays it over the newest of what is there.
    fn load_first(self) {
        let Some(number) = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        let query = self.query(None);
        spawn_local(async move {
            let answer = api::tasks::list(self.space.id, &query).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(page) => {
                    let last = page.items.last().map(age);
                    let more = page.next_cursor.is_some();
                    let older = self.items.with_untracked(|items| {
                        let older = |task: &&Task| more && Some(age(task)) < last;
                        items.iter().filter(older).cloned().collect::<Vec<_>>()
                    });
                    if older.is_empty() {
                        self.reach_to(page.next_cursor);
                    }
                    self.restored.update(|keys| {
                        // What is not listed is back for sure; should it be deleted anew, that is news.
                        keys.retain(|id, _| page.items.iter().any(|task| task.id == *id));
                    });
                    let mut items = page.items;
                    items.extend(older);
                    self.items.set(items);
                }
                // What is there stays, and is asked for again with the next news.
                Err(error) if self.items.with_untracked(Vec::is_empty) => {
                    self.reach.set(Reach::Failed(error.message()));
                }
                Err(_) => {}
            }
        });
    }

    /// Loads the next page.
    pub fn load_more(self) {
        let (query, number) = (self.query(self.cursor.get_value()), self.asked.get_value());
        spawn_local(async move {
            let Ok(page) = api::tasks::list(self.space.id, &query).await else {
                return;
            };
            if self.asked.try_get_value() == Some(number) {
                self.reach_to(page.next_cursor);
                self.items.update(|items| items.extend(page.items));
            }
        });
    }

    fn reach_to(self, cursor: Option<String>) {
        let reach = if cursor.is_some() {
            Reach::More
        } else {
            Reach::All
        };
        self.cursor.set_value(cursor);
        self.reach.set(reach);
    }

    /// What others delete or restore meanwhile.
    fn follow(self) {
        let newest = Memo::new(move |_| {
            self.space.feed.track();
            let tells = |kind| matches!(kind, EventKind::TaskDeleted | EventKind::TaskRestored);
            let newest = self.space.read(|s| {
                let mut entries = s.feed().entries().iter();
                entries.find(|e| tells(e.kind)).map(|e| e.seq)
            });
            newest.flatten()
        });
        Effect::watch(
            move || newest.get(),
            move |now, before, _| {
                if before.is_some_and(|before| before < now) {
                    self.load_first();
                }
            },
            false,
        );
    }
}

/// What the list is sorted by.
fn age(task: &Task) -> (Option<tutti_types::Timestamp>, TaskId) {
    (task.deleted_at, task.id)
}
