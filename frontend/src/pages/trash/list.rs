//! The list: pages of the server's answer, kept current by the feed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashMap;
use tutti_state::{Entity, Intent};
use tutti_types::events::EventKind;
use tutti_types::page::MAX_LIMIT;
use tutti_types::trash::{TrashItem, TrashQuery};
use tutti_types::{BoardId, Timestamp};

use crate::api;
use crate::components::task_panel::last_told;
use crate::effect::effect;
use crate::latest::Latest;
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
    /// Restored here, by the key of the op: out of the list unless that is refused. What was deleted anew since is in it.
    restored: RwSignal<FxHashMap<Entity, (String, Timestamp)>>,
    latest: Latest,
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
        let restored = RwSignal::new(FxHashMap::<Entity, (String, Timestamp)>::default());
        let shown = Memo::new(move |_| {
            // An op that is refused stays in the queue, whose length is told anew whenever an answer comes.
            space.waiting.track();
            let is_back = |item: &TrashItem| match item.task_id {
                Some(task) if last_told(space, task) == Some(EventKind::TaskRestored) => true,
                _ => restored.with(|keys| {
                    let restored = keys.get(&entity(item));
                    restored.is_some_and(|(key, deleted_at)| {
                        *deleted_at == item.deleted_at && !space.is_refused(key)
                    })
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
            latest: Latest::new(),
            reach: RwSignal::new(Reach::Asking),
            busy: RwSignal::new(false),
            shown,
        };
        effect(move || {
            board.track();
            list.load_anew();
        });
        // What others delete or restore meanwhile.
        space.on_news(tells, move || list.load());
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
            keys.insert(what, (key.clone(), item.deleted_at));
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
        self.cursor.set_value(None);
        self.reach.set(Reach::Asking);
        spawn_local(self.load());
    }

    fn query(self, cursor: Option<String>) -> TrashQuery {
        TrashQuery {
            board: self.board.get_untracked(),
            cursor,
            ..TrashQuery::default()
        }
    }

    /// Loads the list again, as far down as it reaches. The feed does not say which column came back, and what becomes of a board
    /// changes many rows, so nothing that is shown is taken over.
    async fn load(self) {
        let asked = self.latest.ask();
        let mut query = self.query(None);
        if self
            .reach
            .with_untracked(|reach| matches!(reach, Reach::More | Reach::All))
        {
            query.limit = Some(MAX_LIMIT);
        }
        let mut items = Vec::new();
        loop {
            let answer = api::trash::list(self.space.id, &query).await;
            if !asked.is_last() {
                return;
            }
            match answer {
                Ok(page) => {
                    items.extend(page.items);
                    if page.next_cursor.is_none() || self.is_reached_by(&items) {
                        return self.take(items, page.next_cursor);
                    }
                    query.cursor = page.next_cursor;
                }
                // What is there stays, and is asked for again with the next news.
                Err(error) => {
                    if self.items.with_untracked(Vec::is_empty) {
                        self.reach.set(Reach::Failed(error.message()));
                    }
                    return;
                }
            }
        }
    }

    /// Where the list ends.
    fn end(self) -> Option<Age> {
        self.items.with_untracked(|items| items.last().map(age))
    }

    /// Whether these are as many as are shown.
    fn is_reached_by(self, items: &[TrashItem]) -> bool {
        match self.reach.get_untracked() {
            Reach::Asking | Reach::Failed(_) => true,
            Reach::More => items.last().map(age) <= self.end(),
            Reach::All => false,
        }
    }

    fn take(self, mut items: Vec<TrashItem>, cursor: Option<String>) {
        let end = self.end();
        let is_shown = |item: &TrashItem| Some(age(item)) >= end;
        let has_more = self.reach.with_untracked(|reach| *reach == Reach::More);
        if has_more && cursor.is_some() && items.iter().any(is_shown) {
            // The next page still begins where the list ends.
            items.retain(is_shown);
        } else {
            self.reach_to(cursor);
        }
        self.restored.update(|keys| {
            keys.retain(|what, _| items.iter().any(|one| entity(one) == *what));
        });
        self.items.set(items);
    }

    /// Loads the next page.
    pub fn load_more(self, toasts: Toasts) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            self.take_next(toasts).await;
            self.busy.try_set(false);
        });
    }

    /// Asks for the page below the list's end. Where the list was loaded again meanwhile and ends elsewhere, that is another page.
    async fn take_next(self, toasts: Toasts) {
        while let Some(Some(cursor)) = self.cursor.try_get_value() {
            let query = self.query(Some(cursor.clone()));
            let answer = api::trash::list(self.space.id, &query).await;
            if self.cursor.try_get_value().flatten().as_ref() != Some(&cursor) {
                continue;
            }
            match answer {
                Ok(mut page) => {
                    // The list may have been loaded to its end meanwhile.
                    let end = self.end();
                    page.items
                        .retain(|item| end.is_none() || Some(age(item)) < end);
                    self.reach_to(page.next_cursor);
                    self.items.update(|items| items.extend(page.items));
                }
                Err(error) => toasts.show(Toast::error(text::OLDER_FAILED).text(error.message())),
            }
            return;
        }
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
type Age = (Timestamp, String);

fn age(item: &TrashItem) -> Age {
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
