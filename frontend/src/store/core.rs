//! What a [`Space`](super::Space) holds: the state and the signals over it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tutti_state::boards::TextField;
use tutti_state::{Entity, PartState, Store, Touched, boards};
use tutti_types::columns::Column;
use tutti_types::snapshot::Snapshot;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId, UserId, WorkspaceId};

use super::cards::{CardState, Fault, OrderState, Remote};
use super::edits::Writing;
use super::entities::task_of;
use super::others::Others;
use crate::drafts::Drafts;
use crate::live::Link;
use crate::outbox::Outbox;
use crate::session::Session;
use crate::ui::Toasts;

/// The inside of a workspace's signals. Nothing here is borrowed while a signal is set, since what wakes may come back.
pub(crate) struct Core {
    pub(crate) ws: WorkspaceId,
    pub(crate) user: UserId,
    pub(crate) store: RefCell<Store>,
    pub(super) outbox: Outbox,
    /// Texts of tasks that a field shows, or that are not saved.
    pub(super) writings: RefCell<FxHashMap<(TaskId, TextField), Rc<Writing>>>,
    /// Cards that have waited long enough for it to be shown.
    pub(super) slow: RefCell<FxHashSet<TaskId>>,
    pub(super) faults: RefCell<FxHashMap<TaskId, Fault>>,
    pub(super) remotes: RefCell<FxHashMap<TaskId, Remote>>,
    pub(super) others: RefCell<Others>,
    /// The people the server was asked about.
    pub(super) asked_who: RefCell<FxHashSet<UserId>>,
    /// One of them, about whom no answer came.
    pub(super) missed_who: Cell<Option<UserId>>,
    /// How many acts there were, and which was the last on each task.
    acts: Cell<u64>,
    acted: RefCell<FxHashMap<TaskId, u64>>,
    /// Where the next page of a column's cards begins, for those of which pages were asked for since their board was loaded.
    pub(super) pages: RefCell<FxHashMap<ColumnId, String>>,
    /// How many boards' answers were taken.
    pub(super) installed: Cell<u64>,
    /// When boards are asked for again that could not be loaded anew.
    pub(super) reloads: RefCell<FxHashMap<BoardId, TimeoutHandle>>,
    pub(super) link: Rc<Link>,
    pub(super) toasts: Option<Toasts>,
    pub(super) drafts: Option<Drafts>,
    pub(crate) session: Option<Session>,
    cards: RefCell<FxHashMap<TaskId, ArcRwSignal<CardState>>>,
    orders: RefCell<FxHashMap<ColumnId, ArcRwSignal<OrderState>>>,
    columns: RefCell<FxHashMap<BoardId, ArcRwSignal<Vec<Column>>>>,
    parts: RefCell<FxHashMap<BoardId, ArcRwSignal<PartState>>>,
}

impl Core {
    pub(super) fn new(user: UserId, snapshot: Snapshot, outbox: Outbox) -> Self {
        let ws = snapshot.workspace.id;
        Self {
            ws,
            user,
            store: RefCell::new(Store::new(snapshot)),
            outbox,
            writings: RefCell::default(),
            slow: RefCell::default(),
            faults: RefCell::default(),
            remotes: RefCell::default(),
            others: RefCell::default(),
            asked_who: RefCell::default(),
            missed_who: Cell::new(None),
            acts: Cell::default(),
            acted: RefCell::default(),
            pages: RefCell::default(),
            installed: Cell::default(),
            reloads: RefCell::default(),
            link: Rc::new(Link::new(ws)),
            toasts: use_context(),
            drafts: use_context(),
            session: use_context(),
            cards: RefCell::default(),
            orders: RefCell::default(),
            columns: RefCell::default(),
            parts: RefCell::default(),
        }
    }

    /// The person did something to this, or it was taken back; and with it the cards that look different now. A column that is
    /// deleted takes its cards to another, where they do not wait as those of others do.
    pub(super) fn note_act(&self, entity: Entity, touched: &[Touched]) {
        let cards = touched.iter().filter_map(|touched| match touched {
            Touched::Boards(boards::Touched::Card(task)) => Some(*task),
            _ => None,
        });
        for task in task_of(entity).into_iter().chain(cards) {
            self.acts.set(self.acts.get() + 1);
            self.acted.borrow_mut().insert(task, self.acts.get());
        }
    }

    /// How many things the person has done here.
    pub(super) fn acts(&self) -> u64 {
        self.acts.get()
    }

    /// Which of them was the last that was done to this task; 0 where nothing was.
    pub(super) fn acted(&self, task: TaskId) -> u64 {
        self.acted.borrow().get(&task).copied().unwrap_or_default()
    }

    /// A card as it is to be shown now.
    fn card_state(&self, task: TaskId) -> Option<CardState> {
        let store = self.store.borrow();
        let pending = store.pending(task);
        if !pending {
            self.slow.borrow_mut().remove(&task);
        }
        Some(CardState {
            task: store.task(task)?.clone(),
            is_saving: pending && self.slow.borrow().contains(&task),
            fault: self.faults.borrow().get(&task).cloned(),
            remote: self.remotes.borrow().get(&task).cloned(),
            is_given: store.given().iter().any(|given| given.task == task),
            is_gone: false,
        })
    }

    fn order_state(&self, column: ColumnId) -> OrderState {
        let store = self.store.borrow();
        OrderState {
            ids: store.order(column).into(),
            count: store.count(column),
        }
    }

    fn column_list(&self, board: BoardId) -> Vec<Column> {
        let store = self.store.borrow();
        let ids = store.columns(board);
        ids.into_iter()
            .filter_map(|id| store.column(id).cloned())
            .collect()
    }

    pub(super) fn card(&self, task: TaskId) -> Option<ArcRwSignal<CardState>> {
        if let Some(signal) = self.cards.borrow().get(&task) {
            return Some(signal.clone());
        }
        let signal = ArcRwSignal::new(self.card_state(task)?);
        self.cards.borrow_mut().insert(task, signal.clone());
        Some(signal)
    }

    /// A task of the trash, to be shown as it was; an undo or an event that brings it back wakes the same signal.
    pub(super) fn keep_trashed(&self, task: Task) {
        if self.store.borrow().task(task.id).is_some() {
            return;
        }
        let known = self.cards.borrow().get(&task.id).cloned();
        let state = CardState {
            task,
            is_saving: false,
            fault: None,
            remote: None,
            is_given: false,
            is_gone: true,
        };
        match known {
            Some(signal) => signal.set(state),
            None => {
                let signal = ArcRwSignal::new(state.clone());
                self.cards.borrow_mut().insert(state.task.id, signal);
            }
        }
    }

    pub(super) fn order(&self, column: ColumnId) -> ArcRwSignal<OrderState> {
        let made = || ArcRwSignal::new(self.order_state(column));
        self.orders
            .borrow_mut()
            .entry(column)
            .or_insert_with(made)
            .clone()
    }

    pub(super) fn columns(&self, board: BoardId) -> ArcRwSignal<Vec<Column>> {
        let made = || ArcRwSignal::new(self.column_list(board));
        self.columns
            .borrow_mut()
            .entry(board)
            .or_insert_with(made)
            .clone()
    }

    pub(super) fn part(&self, board: BoardId) -> ArcRwSignal<PartState> {
        let made = || ArcRwSignal::new(self.store.borrow().part(board));
        self.parts
            .borrow_mut()
            .entry(board)
            .or_insert_with(made)
            .clone()
    }

    /// Brings a card's signal up to date, where anything shows the card.
    pub(super) fn refresh_card(&self, task: TaskId) {
        let signal = self.cards.borrow().get(&task).cloned();
        match (signal, self.card_state(task)) {
            (Some(signal), Some(state)) => {
                if signal.with_untracked(|old| *old != state) {
                    signal.set(state);
                }
            }
            (Some(signal), None) => {
                // It stays for whoever shows it: an undo brings the same card back.
                if !signal.with_untracked(|old| old.is_gone) {
                    let remote = self.remotes.borrow().get(&task).cloned();
                    signal.update(|old| {
                        old.is_gone = true;
                        old.remote = remote;
                    });
                }
            }
            (None, _) => {}
        }
    }

    pub(super) fn refresh_order(&self, column: ColumnId) {
        let signal = self.orders.borrow().get(&column).cloned();
        if let Some(signal) = signal {
            signal.set(self.order_state(column));
        }
    }

    pub(super) fn refresh_columns(&self, board: BoardId) {
        let signal = self.columns.borrow().get(&board).cloned();
        if let Some(signal) = signal {
            signal.set(self.column_list(board));
        }
    }

    pub(super) fn refresh_part(&self, board: BoardId) {
        let signal = self.parts.borrow().get(&board).cloned();
        let state = self.store.borrow().part(board);
        if let Some(signal) = signal
            && signal.with_untracked(|old| *old != state)
        {
            signal.set(state);
        }
    }
}
