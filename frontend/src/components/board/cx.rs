//! What the parts of an open board share.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use rustc_hash::FxHashMap;
use tutti_state::Slot;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::card_menu::CardMenu;
use super::column_keys::LiftedColumn;
use super::composing::Opener;
use super::keyed::Keyed;
use super::lane::{Attention, Laid};
use super::selection::Selection;
use super::view::View;
use crate::drafts::{Location, Place};
use crate::store::Space;
use crate::ui::Toasts;

/// An open board, by context.
#[derive(Clone, Copy)]
pub struct BoardCx {
    /// The workspace.
    pub space: Space,
    /// Where it is told what happened.
    pub toasts: Toasts,
    /// The board.
    pub id: BoardId,
    /// The card that the keys act on.
    pub active: RwSignal<Option<TaskId>>,
    /// The card that the keys have lifted.
    pub keyed: RwSignal<Option<Keyed>>,
    /// The column that the keys have lifted.
    pub lifted_column: RwSignal<Option<LiftedColumn>>,
    /// The last key was a Space that lifted or dropped a column. Some browsers press the button all the same as it is let go.
    pub is_space_spent: StoredValue<bool>,
    /// The cards that are marked.
    pub selection: Selection,
    /// A pointer holds a card or a column.
    pub is_dragging: RwSignal<bool>,
    /// The card that a pointer holds.
    pub in_hand: RwSignal<Option<TaskId>>,
    /// What is shown of it.
    pub view: View,
    /// The column whose quick create is open.
    pub composing: RwSignal<Option<ColumnId>>,
    /// What opened it last.
    pub(super) opener: StoredValue<Opener>,
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
    /// Which columns the person attends to.
    pub attention: Attention,
    /// The columns as they are shown.
    pub(super) lanes: StoredValue<FxHashMap<ColumnId, ArcMemo<Laid>>>,
    /// The card that has the focus, and where it stands.
    pub(super) focused: StoredValue<Option<(TaskId, ColumnId, usize)>>,
    /// Where the card stood that had the focus and went, while another one is waited for.
    pub(super) left_at: StoredValue<Option<(ColumnId, usize)>>,
}

impl BoardCx {
    /// A board that nobody has touched yet; `opened` is the task in the panel.
    pub fn new(space: Space, id: BoardId, opened: Memo<Option<TaskId>>) -> Self {
        Self {
            space,
            toasts: Toasts::here(),
            id,
            active: RwSignal::new(None),
            keyed: RwSignal::new(None),
            lifted_column: RwSignal::new(None),
            is_space_spent: StoredValue::new(false),
            selection: Selection::new(),
            is_dragging: RwSignal::new(false),
            in_hand: RwSignal::new(None),
            view: View::of_address(),
            composing: RwSignal::new(None),
            opener: StoredValue::new(Opener::Key),
            in_view: RwSignal::new(None),
            bar: RwSignal::new(false),
            reveal: RwSignal::new(None),
            menu: CardMenu::new(),
            opened: StoredValue::new(Selector::new(move || opened.get())),
            attention: Attention::new(),
            lanes: StoredValue::new(FxHashMap::default()),
            focused: StoredValue::new(None),
            left_at: StoredValue::new(None),
        }
    }

    /// The board of the page this is called in.
    pub fn here() -> Self {
        expect_context::<Self>()
    }

    /// Where a text of this board is kept; `of` is what it is a text of.
    pub fn location(self, place: Place, of: String) -> Location {
        Location {
            place,
            workspace: Some(self.space.id),
            board: Some(self.id),
            of,
        }
    }

    /// The board's name, untracked.
    pub fn name(self) -> String {
        let board = untrack(|| self.space.board(self.id));
        board.map(|board| board.name).unwrap_or_default()
    }

    /// The board's path. Tracked, since the workspace's address may be changed.
    pub fn path(self) -> String {
        let workspace = self.space.workspace;
        workspace.with(|ws| format!("/w/{}/b/{}", ws.slug, self.id))
    }

    /// The board's address, with what is shown of it. Tracked.
    pub fn address(self) -> String {
        self.path() + &self.view.search()
    }

    /// A task's address on this board, before the same view of it. Tracked.
    pub fn address_of(self, task: TaskId) -> String {
        self.link_to(task) + &self.view.search()
    }

    /// A task's address for others, who have views of their own. Tracked.
    pub fn link_to(self, task: TaskId) -> String {
        format!("{}/t/{task}", self.path())
    }

    /// Whether cards are left out.
    pub fn is_filtered(self) -> bool {
        self.view.is_filtered()
    }

    /// The cards of a column as they are shown now: filtered, and with the lifted card where the keys have put it. Tracked.
    pub fn visible(self, column: ColumnId) -> Arc<[TaskId]> {
        match self.lifted() {
            Some(_) => self.slots(column).iter().filter_map(Slot::here).collect(),
            None => self.lane(column).with(|laid| laid.ids.clone()),
        }
    }

    /// The places of a column, those included whose card somebody else took away. Tracked.
    pub fn slots(self, column: ColumnId) -> Arc<[Slot<TaskId>]> {
        let slots = self.lane(column).with(|laid| laid.slots.clone());
        match self.lifted() {
            Some(keyed) => keyed.lay_over(column, &slots),
            None => slots,
        }
    }

    /// The card that the keys have lifted, unless somebody deleted it while it is in the air. Tracked.
    fn lifted(self) -> Option<Keyed> {
        let is_there = |keyed: &Keyed| {
            let card = self.space.card(keyed.task);
            card.is_some_and(|card| card.with(|card| !card.is_gone))
        };
        self.keyed.get().filter(is_there)
    }

    /// The cards of a column that pass the filter. Tracked.
    pub(super) fn passing(self, column: ColumnId) -> Arc<[TaskId]> {
        let ids = self.space.order(column).with(|order| order.ids.clone());
        if self.is_filtered() {
            ids.iter().copied().filter(|id| self.passes(*id)).collect()
        } else {
            ids
        }
    }

    /// How many cards of a column pass the filter; none where nothing is left out. Tracked.
    pub fn narrowed(self, column: ColumnId) -> Option<usize> {
        self.is_filtered().then(|| self.passing(column).len())
    }

    /// Shows all cards again.
    pub fn clear_filter(self) {
        self.view.clear();
    }

    pub(super) fn passes(self, task: TaskId) -> bool {
        let Some(card) = self.space.card(task) else {
            return false;
        };
        let me = self.space.me.with(|me| me.user_id);
        let filter = self.view.filter;
        card.with(|card| filter.with(|filter| filter.passes(&card.task, me)))
    }

    /// The board's columns, in order, untracked.
    pub fn column_ids(self) -> Vec<ColumnId> {
        self.space
            .columns(self.id)
            .with_untracked(|columns| columns.iter().map(|c| c.id).collect())
    }

    /// Whether more stands in a column than its limit allows. Tracked.
    pub fn is_over_limit(self, column: ColumnId) -> bool {
        let columns = self.space.columns(self.id);
        let limit = columns.with(|columns| columns.iter().find(|c| c.id == column)?.wip_limit);
        let count = self.space.order(column).with(|order| order.count);
        limit.is_some_and(|limit| usize::try_from(limit).is_ok_and(|limit| count > limit))
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
