//! The list: pages of the server's answer, kept current by the feed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashMap;
use tutti_state::{Entity, Intent};
use tutti_types::events::EventKind;
use tutti_types::trash::{TrashItem, TrashQuery};
use tutti_types::{BoardId, Timestamp};

use crate::api;
use crate::components::task_panel::last_told;
use crate::outbox::Undoing;
use crate::store::Space;
use crate::text::{Words, trash as text};
use crate::ui::{Toast, Toasts};

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
    Failed(Words),
}

/// What is in the trash, and what of it is on its way out.
#[derive(Clone, Copy)]
pub struct TrashList {
    space: Space,
    board: Memo<Option<BoardId>>,
    items: RwSignal<Vec<TrashItem>>,
    cursor: StoredValue<Option<String>>,
    /// Restored here, by the key of the op: out of the list unless that is refused.
    restored: RwSignal<FxHashMap<Entity, String>>,
    /// Counts first pages, since only the last one asked for counts.
    asked: StoredValue<u32>,
    /// How far the pages reach.
    pub reach: RwSignal<Reach>,
    /// An older page is on its way.
    pub busy: RwSignal<bool>,
    /// What to show, last deleted first.
    pub shown: Memo<Vec<TrashItem>>,
}

/// What an item is.
pub fn entity(item: &TrashItem) -> Entity {
    match (item.task_id, item.column_id) {
        (Some(task), _) => Entity::Task(task),
        (None, Some(column)) => Entity::Column(column),
        (None, None) => Entity::Board(item.board_id),
    }
}

impl TrashList {
    /// Of this board, or of all; it loads at once and whenever that changes.
    pub fn new(board: Memo<Option<BoardId>>) -> Self {
        let space = Space::here();
        let items = RwSignal::new(Vec::<TrashItem>::new());
        let restored = RwSignal::new(FxHashMap::<Entity, String>::default());
        let shown = Memo::new(move |_| {
            // An op that is refused stays in the queue, whose length is told anew whenever an answer comes.
            space.waiting.track();
            let is_back = |item: &TrashItem| match item.task_id {
                Some(task) if last_told(space, task) == Some(EventKind::TaskRestored) => true,
                _ => restored.with(|keys| {
                    let key = keys.get(&entity(item));
                    key.is_some_and(|key| !space.is_refused(key))
                }),
            };
            items.with(|items| {
                let lying = items.iter().filter(|item| !is_back(item));
                lying.cloned().collect()
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
            busy: RwSignal::new(false),
            shown,
        };
        Effect::new(move |_| {
            board.track();
            list.load_anew();
        });
        list.follow();
        list
    }

    /// Takes a thing out of the trash.
    pub fn restore(self, item: &TrashItem) -> String {
        let board = item.board_id;
        let what = entity(item);
        let key = self.space.act(match what {
            Entity::Task(task) => Intent::RestoreTask { task, card: None },
            Entity::Column(column) => Intent::RestoreColumn { board, column },
            Entity::Board(board) => Intent::RestoreBoard { board },
        });
        self.restored.update(|keys| {
            keys.insert(what, key.clone());
        });
        key
    }

    /// What takes that back, for a toast.
    pub fn undoer(self, what: Entity, key: String) -> impl Fn() -> Undoing + Send + Sync + 'static {
        let undo = self.space.undoer(key);
        move || {
            let undoing = undo();
            self.restored.try_update(|keys| keys.remove(&what));
            undoing
        }
    }

    /// Loads the first page in place of what is there.
    pub fn load_anew(self) {
        self.items.set(Vec::new());
        self.reach.set(Reach::Asking);
        self.load_first(true);
    }

    fn query(self, cursor: Option<String>) -> TrashQuery {
        TrashQuery {
            board: self.board.get_untracked(),
            cursor,
            ..TrashQuery::default()
        }
    }

    /// Loads the first page and lays it over the newest of what is there. Where all that happened since is known, what is older
    /// stays below it.
    fn load_first(self, is_followed: bool) {
        let Some(number) = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        }) else {
            return;
        };
        let query = self.query(None);
        spawn_local(async move {
            let answer = api::trash::list(self.space.id, &query).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(page) => {
                    let last = page.items.last().map(age);
                    let more = page.next_cursor.is_some();
                    let older = self.items.with_untracked(|items| {
                        let older =
                            |item: &&TrashItem| is_followed && more && Some(age(item)) < last;
                        items.iter().filter(older).cloned().collect::<Vec<_>>()
                    });
                    if older.is_empty() {
                        self.reach_to(page.next_cursor);
                    }
                    self.restored.update(|keys| {
                        // What is not listed is back for sure; should it be deleted anew, that is news.
                        keys.retain(|what, _| page.items.iter().any(|one| entity(one) == *what));
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
    pub fn load_more(self, toasts: Toasts) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (query, number) = (self.query(self.cursor.get_value()), self.asked.get_value());
        spawn_local(async move {
            let answer = api::trash::list(self.space.id, &query).await;
            self.busy.try_set(false);
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.reach_to(page.next_cursor);
                    self.items.update(|items| items.extend(page.items));
                }
                Err(error) => toasts.show(Toast::error(text::OLDER_FAILED).text(error.message())),
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
                    self.load_first(true);
                }
            },
            false,
        );
        // The stream could not tell of all that happened, be it of things further down.
        Effect::watch(
            move || self.space.reloaded.get(),
            move |_, _, _| self.load_first(false),
            false,
        );
    }
}

/// Whether something went to the trash by it, or may have come out of it.
const fn tells(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::TaskDeleted
            | EventKind::TaskRestored
            | EventKind::ColumnDeleted
            | EventKind::ColumnCreated
            | EventKind::BoardDeleted
            | EventKind::BoardCreated
            | EventKind::BoardPurged
    )
}

/// What the list is sorted by.
fn age(item: &TrashItem) -> (Timestamp, String) {
    (item.deleted_at, id(item))
}

/// The id of an item, as it stands in the page.
pub fn id(item: &TrashItem) -> String {
    match entity(item) {
        Entity::Task(id) => id.to_string(),
        Entity::Column(id) => id.to_string(),
        Entity::Board(id) => id.to_string(),
    }
}
