//! The view: the truth with the overlays over it, in the order of their making.
//!
//! Only what an overlay changes is kept a second time, and it is made anew from the truth whenever one of them or what lies
//! under it changes. So a rename by another person shows on a card that is being dragged, and the drag stays.

mod columns;
mod tasks;

use std::hash::Hash;

use rustc_hash::FxHashMap;
use tutti_types::boards::{Board, UpdateBoard};
use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::{Store, Ticket};
use crate::overlay::{Answer, Entity, Intent, Overlay};
use crate::touched::{Touched, Touches};

/// What differs from the truth. `None` stands for what is not shown.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) tasks: FxHashMap<TaskId, Option<Task>>,
    pub(crate) orders: FxHashMap<ColumnId, Vec<TaskId>>,
    pub(crate) columns: FxHashMap<ColumnId, Option<Column>>,
    pub(crate) column_orders: FxHashMap<BoardId, Vec<ColumnId>>,
    pub(crate) boards: FxHashMap<BoardId, Option<Board>>,
    /// The overlays have changed since this was made.
    pub(crate) dirty: bool,
}

impl Shown {
    fn concerns(&self, touched: Touched) -> bool {
        match touched {
            Touched::Card(id) => self.tasks.contains_key(&id),
            Touched::Order(id) => self.orders.contains_key(&id),
            Touched::Columns(_) | Touched::Part(_) | Touched::Boards | Touched::Board(_) => true,
            Touched::Workspace
            | Touched::Me
            | Touched::Members
            | Touched::Activity
            | Touched::Given
            | Touched::Gone => false,
        }
    }
}

impl Store {
    /// Brings the view up to date with what was touched, and adds what looks different now.
    pub(crate) fn refresh(&mut self, touches: &mut Touches) {
        if touches.iter().any(|t| t == Touched::Members) {
            self.show_members();
        }
        let touched = !self.overlays.is_empty() && touches.iter().any(|t| self.shown.concerns(t));
        if !(self.shown.dirty || touched) {
            return;
        }
        let mut new = Shown::default();
        self.show_boards(&mut new);
        self.show_columns(&mut new);
        self.show_tasks(&mut new);
        let old = std::mem::replace(&mut self.shown, new);
        let new = &self.shown;
        differing(&old.tasks, &new.tasks, &mut |id| {
            touches.add(Touched::Card(id))
        });
        differing(&old.orders, &new.orders, &mut |id| {
            touches.add(Touched::Order(id))
        });
        differing(&old.boards, &new.boards, &mut |id| {
            touches.add(Touched::Board(id))
        });
        differing(&old.column_orders, &new.column_orders, &mut |id| {
            touches.add(Touched::Columns(id));
        });
        let truth = &self.truth;
        differing(&old.columns, &new.columns, &mut |id| {
            let shown = |shown: &Shown| {
                shown
                    .columns
                    .get(&id)
                    .and_then(|c| c.as_ref().map(|c| c.board_id))
            };
            let known = truth.columns.get(&id).map(|cards| cards.column.board_id);
            if let Some(board) = known.or_else(|| shown(&old)).or_else(|| shown(new)) {
                touches.add(Touched::Columns(board));
            }
        });
    }

    fn show_boards(&self, new: &mut Shown) {
        for overlay in &self.overlays {
            let Entity::Board(id) = overlay.op.intent.entity() else {
                continue;
            };
            let truth = self.truth.boards.iter().find(|board| board.id == id);
            // What is out of the truth is not shown; a board that is restored comes with its event.
            let Some(truth) = truth else { continue };
            let known = new.boards.remove(&id);
            let known = known.unwrap_or_else(|| Some(truth.clone()));
            let newest = known.as_ref().map(|known| known.changed_seq);
            let shown = match (&overlay.answer, &overlay.op.intent) {
                (_, Intent::DeleteBoard { .. }) => None,
                (None, Intent::RestoreBoard { .. }) => Some(truth.clone()),
                (Some(Answer::Board(answer)), _) if Some(answer.changed_seq) > newest => {
                    Some((**answer).clone())
                }
                (None, Intent::UpdateBoard { patch, .. }) => known.map(|b| patched(b, patch)),
                _ => known,
            };
            new.boards.insert(id, shown);
        }
    }

    /// Drops the answered overlays that the truth has caught up with.
    pub(crate) fn drop_settled(&mut self) {
        let truth = &self.truth;
        let before = self.overlays.len();
        self.overlays.retain(|overlay| match &overlay.answer {
            None => true,
            Some(Answer::Task(task)) => match truth.tasks.get(&task.id) {
                Some(known) => known.changed_seq < task.changed_seq,
                // Only what is new comes with its event for sure. A change of a card that is not loaded shows nothing, and one
                // that changed nothing has no event.
                None => {
                    let new = matches!(
                        overlay.op.intent,
                        Intent::CreateTask { .. } | Intent::RestoreTask { .. }
                    );
                    let part = truth.parts.contains_key(&task.board_id);
                    let removed = truth.removed.get(&task.id);
                    new && part && removed.is_none_or(|removed| removed.seq < task.changed_seq)
                }
            },
            Some(Answer::Column(column)) => match truth.columns.get(&column.id) {
                Some(known) => known.column.changed_seq < column.changed_seq,
                None => truth.parts.contains_key(&column.board_id),
            },
            Some(Answer::Board(board)) => truth
                .boards
                .iter()
                .any(|known| known.id == board.id && known.changed_seq < board.changed_seq),
            Some(Answer::Done) => match &overlay.op.intent {
                Intent::DeleteTask { task } => truth.tasks.contains_key(task),
                Intent::DeleteColumn { column, .. } => truth.columns.contains_key(column),
                // In a snapshot from after its end it is back.
                Intent::DeleteBoard { board } => {
                    !overlay.lost && truth.boards.iter().any(|known| known.id == *board)
                }
                _ => false,
            },
        });
        self.shown.dirty |= self.overlays.len() != before;
    }

    /// Drops the overlays of a board that were answered before its part was asked for: the part contains them, and if the
    /// part does not show them, then somebody undid them since.
    pub(crate) fn settle_older_than(&mut self, ticket: Ticket) {
        let board = Some(ticket.board);
        let keep: Vec<bool> = self
            .overlays
            .iter()
            .map(|o| o.answer.is_none() || o.since > ticket.number || self.board_of(o) != board)
            .collect();
        let mut keep = keep.into_iter();
        self.overlays.retain(|_| keep.next().unwrap_or(true));
        self.shown.dirty = true;
        self.drop_settled();
    }

    /// The board whose part tells what became of an answered overlay.
    pub(crate) fn board_of(&self, overlay: &Overlay) -> Option<BoardId> {
        match (&overlay.answer, overlay.op.intent.entity()) {
            (Some(Answer::Task(task)), _) => Some(task.board_id),
            (Some(Answer::Column(column)), _) => Some(column.board_id),
            (_, Entity::Task(id)) => self.truth.tasks.get(&id).map(|task| task.board_id),
            (_, Entity::Column(id)) => self.truth.columns.get(&id).map(|c| c.column.board_id),
            (_, Entity::Board(_)) => None,
        }
    }
}

fn patched(mut board: Board, patch: &UpdateBoard) -> Board {
    if let Some(name) = &patch.name {
        name.as_str().clone_into(&mut board.name);
    }
    if let Some(color) = &patch.color {
        color.as_str().clone_into(&mut board.color);
    }
    board.visibility = patch.visibility.unwrap_or(board.visibility);
    board
}

/// Calls `tell` for each key whose values differ.
fn differing<K: Eq + Hash + Copy, V: PartialEq>(
    old: &FxHashMap<K, V>,
    new: &FxHashMap<K, V>,
    tell: &mut dyn FnMut(K),
) {
    for (key, value) in new {
        if old.get(key) != Some(value) {
            tell(*key);
        }
    }
    for key in old.keys() {
        if !new.contains_key(key) {
            tell(*key);
        }
    }
}
