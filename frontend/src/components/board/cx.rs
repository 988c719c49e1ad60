//! What the parts of an open board share.

use std::sync::Arc;

use leptos::prelude::*;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::card_menu::CardMenu;
use super::keyed::Keyed;
use super::selection::Selection;
use crate::store::Space;

/// An open board, by context.
#[derive(Clone, Copy)]
pub struct BoardCx {
    /// The workspace.
    pub space: Space,
    /// The board.
    pub id: BoardId,
    /// The card that the keys act on.
    pub active: RwSignal<Option<TaskId>>,
    /// The card that the keys have lifted.
    pub keyed: RwSignal<Option<Keyed>>,
    /// The cards that are marked.
    pub selection: Selection,
    /// A pointer holds a card.
    pub is_dragging: RwSignal<bool>,
    /// Only one's own tasks are shown.
    pub only_mine: RwSignal<bool>,
    /// Only tasks with this in their title or key are shown.
    pub query: RwSignal<String>,
    /// The column whose quick create is open.
    pub composing: RwSignal<Option<ColumnId>>,
    /// The column that a phone shows.
    pub in_view: RwSignal<Option<ColumnId>>,
    /// A phone shows the toolbar.
    pub bar: RwSignal<bool>,
    /// The card to bring into view and to focus.
    pub reveal: RwSignal<Option<TaskId>>,
    /// The menu of a card: where to move it, what to make of it.
    pub menu: CardMenu,
    /// Wakes only the card that is opened or closed in the panel.
    pub opened: StoredValue<Selector<Option<TaskId>>>,
    /// The card that has the focus, and where it stands.
    pub(super) focused: StoredValue<Option<(TaskId, ColumnId, usize)>>,
    base: StoredValue<String>,
}

impl BoardCx {
    /// A board that nobody has touched yet; `opened` is the task in the panel.
    pub fn new(space: Space, id: BoardId, opened: Memo<Option<TaskId>>) -> Self {
        let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
        Self {
            space,
            id,
            active: RwSignal::new(None),
            keyed: RwSignal::new(None),
            selection: Selection::new(),
            is_dragging: RwSignal::new(false),
            only_mine: RwSignal::new(false),
            query: RwSignal::new(String::new()),
            composing: RwSignal::new(None),
            in_view: RwSignal::new(None),
            bar: RwSignal::new(false),
            reveal: RwSignal::new(None),
            menu: CardMenu::new(),
            opened: StoredValue::new(Selector::new(move || opened.get())),
            focused: StoredValue::new(None),
            base: StoredValue::new(format!("/w/{slug}/b/{id}")),
        }
    }

    /// The board of the page this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// The board's address.
    pub fn address(self) -> String {
        self.base.get_value()
    }

    /// A task's address on this board.
    pub fn address_of(self, task: TaskId) -> String {
        self.base.with_value(|base| format!("{base}/t/{task}"))
    }

    /// Whether cards are left out.
    pub fn is_filtered(self) -> bool {
        self.only_mine.get() || self.query.with(|query| !query.trim().is_empty())
    }

    /// The cards of a column as they are shown now: filtered, and with the lifted card where the keys have put it. Tracked.
    pub fn visible(self, column: ColumnId) -> Arc<[TaskId]> {
        let ids = self.space.order(column).with(|order| order.ids.clone());
        let ids = if self.is_filtered() {
            ids.iter().copied().filter(|id| self.passes(*id)).collect()
        } else {
            ids
        };
        // What somebody deletes while it is in the air is not there any more.
        let is_there = |keyed: &Keyed| {
            let card = self.space.card(keyed.task);
            card.is_some_and(|card| card.with(|card| !card.is_gone))
        };
        match self.keyed.get().filter(is_there) {
            Some(keyed) => keyed.lay_over(column, &ids),
            None => ids,
        }
    }

    /// How many cards of a column pass the filter; none where nothing is left out. Tracked.
    pub fn narrowed(self, column: ColumnId) -> Option<usize> {
        if !self.is_filtered() {
            return None;
        }
        let ids = self.space.order(column).with(|order| order.ids.clone());
        Some(ids.iter().filter(|id| self.passes(**id)).count())
    }

    fn passes(self, task: TaskId) -> bool {
        let Some(card) = self.space.card(task) else {
            return false;
        };
        let me = self.space.me.with(|me| me.user_id);
        card.with(|card| {
            let task = &card.task;
            let mine = !self.only_mine.get() || task.assignee_ids.contains(&me);
            mine && self.query.with(|query| {
                let query = query.trim().to_lowercase();
                task.title.to_lowercase().contains(&query)
                    || task.key.to_lowercase().contains(&query)
            })
        })
    }

    /// The board's columns, in order, untracked.
    pub fn column_ids(self) -> Vec<ColumnId> {
        self.space
            .columns(self.id)
            .with_untracked(|columns| columns.iter().map(|c| c.id).collect())
    }

    /// A column's name, untracked.
    pub fn column_name(self, column: ColumnId) -> String {
        self.space.columns(self.id).with_untracked(|columns| {
            let found = columns.iter().find(|c| c.id == column);
            found.map(|c| c.name.clone()).unwrap_or_default()
        })
    }

    /// Where a card is shown: its column and its place in it, untracked.
    pub fn find(self, task: TaskId) -> Option<(ColumnId, usize)> {
        untrack(|| {
            self.column_ids().into_iter().find_map(|column| {
                let at = self.visible(column).iter().position(|id| *id == task)?;
                Some((column, at))
            })
        })
    }

    /// *To do, 2 of 5*, for the announcements.
    pub fn place_in_words(self, column: ColumnId, at: usize) -> String {
        let of = untrack(|| self.visible(column).len());
        crate::text::board::place(&self.column_name(column), at, of)
    }
}
