//! The list: pages of the server's answer, kept current by news.

use leptos::prelude::*;
use rustc_hash::FxHashMap;
use tutti_state::Entity;
use tutti_state::boards::{self, BoardRestore, ColumnRestore, TaskRestore};
use tutti_types::page::PageQuery;
use tutti_types::trash::{TrashItem, TrashQuery};
use tutti_types::{BoardId, Timestamp};

use crate::api;
use crate::effect::effect;
use crate::remote::{Aged, Pages, Shown, tell_fault};
use crate::store::Space;
use crate::text::trash as text;
use crate::ui::Undoing;

/// What is in the trash, and what of it is on its way out.
#[derive(Clone, Copy)]
pub struct TrashList {
    space: Space,
    pages: Pages<TrashItem>,
    /// Restored here, by the key of the op: out of the list unless that is refused. What was deleted anew since is in it.
    restored: RwSignal<FxHashMap<Entity, (String, Timestamp)>>,
    /// What to show, last deleted first.
    pub items: Memo<Vec<TrashItem>>,
}

/// What an item is.
pub fn entity(item: &TrashItem) -> Entity {
    match (item.task_id, item.column_id) {
        (Some(task), _) => boards::Entity::Task(task),
        (None, Some(column)) => boards::Entity::Column(column),
        (None, None) => boards::Entity::Board(item.board_id),
    }
    .into()
}

impl TrashList {
    /// Of this board, or of all; it loads at once and whenever that changes.
    pub fn new(board: Memo<Option<BoardId>>) -> Self {
        let space = Space::here();
        let pages = Pages::new(move |PageQuery { cursor, limit }| {
            let query = TrashQuery {
                board: board.get_untracked(),
                cursor,
                limit,
            };
            async move { api::trash::list(space.id, &query).await }
        });
        let restored = RwSignal::new(FxHashMap::<Entity, (String, Timestamp)>::default());
        let items = Memo::new(move |_| {
            let is_back = |item: &TrashItem| match item.task_id {
                Some(task) if space.is_told_back(task) => true,
                _ => restored.with(|keys| {
                    let restored = keys.get(&entity(item));
                    restored.is_some_and(|(key, deleted_at)| {
                        *deleted_at == item.deleted_at && !space.is_refused(key)
                    })
                }),
            };
            pages.with(|run| {
                let lying = run.items().iter().filter(|item| !is_back(item));
                lying.cloned().collect()
            })
        });
        effect(move || {
            board.track();
            pages.load_anew();
        });
        tell_fault(pages.more, "older trash".to_owned(), text::OLDER_FAILED);
        // What others delete or restore meanwhile.
        space.on_news(space.trash, move || pages.list.refresh());
        Self {
            space,
            pages,
            restored,
            items,
        }
    }

    /// Takes a thing out of the trash.
    pub fn restore(self, item: &TrashItem) -> String {
        let board = item.board_id;
        let what = entity(item);
        let key = self.space.act(match (item.task_id, item.column_id) {
            (Some(task), _) => TaskRestore { task, card: None }.into(),
            (None, Some(column)) => ColumnRestore { board, column }.into(),
            (None, None) => BoardRestore { board }.into(),
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

    /// How it stands.
    pub fn shown(self) -> Shown {
        let is_empty = Memo::new(move |_| self.items.with(Vec::is_empty));
        self.pages.shown(is_empty)
    }
}

impl Aged for TrashItem {
    type Age = (Timestamp, String);

    fn age(&self) -> Self::Age {
        (self.deleted_at, id(self))
    }
}

/// The id of an item, as it stands in the page.
pub fn id(item: &TrashItem) -> String {
    match (item.task_id, item.column_id) {
        (Some(task), _) => task.to_string(),
        (None, Some(column)) => column.to_string(),
        (None, None) => item.board_id.to_string(),
    }
}
