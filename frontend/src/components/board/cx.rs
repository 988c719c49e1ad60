//! What the parts of an open board share: signals and plain data. It knows none of the components that show it.

mod composing;
mod focus;
mod lane;
mod lifted;
mod menu;
mod selection;
mod shown;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use rustc_hash::FxHashMap;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::view::View;
use crate::drafts::{Location, Place};
use crate::store::Space;
use crate::ui::Toasts;
pub use composing::Opener;
use lane::{Attention, Laid};
pub use lifted::{Keyed, LiftedColumn};
use menu::CardMenu;
pub use menu::{Asked, Choice};
use selection::Selection;

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
    opener: StoredValue<Opener>,
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
    lanes: StoredValue<FxHashMap<ColumnId, ArcMemo<Laid>>>,
    /// The card that has the focus, and where it stands.
    focused: StoredValue<Option<(TaskId, ColumnId, usize)>>,
    /// Where the card stood that had the focus and went, while another one is waited for.
    left_at: StoredValue<Option<(ColumnId, usize)>>,
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

    /// Shows all cards again.
    pub fn clear_filter(self) {
        self.view.clear();
    }

    /// The board's columns, in order, untracked.
    pub fn column_ids(self) -> Vec<ColumnId> {
        self.space
            .columns(self.id)
            .with_untracked(|columns| columns.iter().map(|c| c.id).collect())
    }

    /// The columns as they are shown now: with the lifted one where the keys have put it. Tracked.
    pub fn shown_columns(self) -> Vec<ColumnId> {
        let columns = self.space.columns(self.id);
        let mut ids: Vec<_> = columns.with(|columns| columns.iter().map(|c| c.id).collect());
        if let Some(lifted) = self.lifted_column.get()
            && ids.contains(&lifted.column)
        {
            ids.retain(|id| *id != lifted.column);
            ids.insert(lifted.at.min(ids.len()), lifted.column);
        }
        ids
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
}
