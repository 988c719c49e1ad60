//! The cards with the overlays over them.
//!
//! An optimistic place is no position string but a neighbour, looked up anew each time: while others move cards, the dragged
//! one stays before the card it was dropped before.

use std::cmp::Ordering;

use tutti_types::tasks::{CreateTask, MoveTask, Task, UpdateTask};
use tutti_types::{ColumnId, TaskId, Timestamp};

use super::Shown;
use crate::order;
use crate::overlay::{Answer, Entity, Intent, Op};
use crate::store::Store;

impl Store {
    pub(super) fn show_tasks(&self, new: &mut Shown) {
        // First what the server has answered, since that is what any later intent lies over.
        for overlay in &self.overlays {
            let Entity::Task(id) = overlay.op.intent.entity() else {
                continue;
            };
            new.tasks
                .entry(id)
                .or_insert_with(|| self.truth.tasks.get(&id).cloned());
            match &overlay.answer {
                Some(Answer::Task(answer)) => {
                    let known = new.tasks.get(&id).and_then(Option::as_ref);
                    if known.is_none_or(|known| known.changed_seq < answer.changed_seq) {
                        self.show_answer(new, answer);
                    }
                }
                Some(Answer::Done) if matches!(overlay.op.intent, Intent::DeleteTask { .. }) => {
                    self.hide(new, id);
                }
                _ => {}
            }
        }
        for overlay in &self.overlays {
            // The cards of a deleted column go with its event, not with the answer.
            let deletes = matches!(overlay.op.intent, Intent::DeleteColumn { .. });
            if overlay.answer.is_none() || deletes {
                self.show_intent(new, &overlay.op);
            }
        }
    }

    fn show_answer(&self, new: &mut Shown, answer: &Task) {
        self.take_out(new, answer.id);
        let mut task = answer.clone();
        if task.description.is_none()
            && let Some(known) = self.truth.tasks.get(&task.id)
        {
            task.description.clone_from(&known.description);
        }
        self.insert_by_position(new, &task);
        new.tasks.insert(task.id, Some(task));
    }

    fn show_intent(&self, new: &mut Shown, op: &Op) {
        match &op.intent {
            Intent::CreateTask { task, create } => {
                if new.tasks.get(task).is_none_or(Option::is_none)
                    && let Some(made) = self.imagined(new, op, *task, create)
                {
                    let column = made.column_id;
                    new.tasks.insert(*task, Some(made));
                    self.place(new, *task, (column, op.at), create.before, None);
                }
            }
            Intent::UpdateTask { task, patch, .. } => self.show_patch(new, *task, patch, op.at),
            Intent::MoveTask { task, to } => self.show_move(new, *task, *to, op.at),
            Intent::DeleteTask { task } => self.hide(new, *task),
            Intent::DeleteColumn {
                column,
                to: Some(to),
                ..
            } => {
                for id in self.list(new, *column).clone() {
                    let known = || self.truth.tasks.get(&id).cloned();
                    new.tasks.entry(id).or_insert_with(known);
                    self.place(new, id, (*to, op.at), None, None);
                }
            }
            Intent::RestoreColumn { column, .. } => self.show_back(new, *column),
            Intent::RestoreTask { task, card } => {
                if new.tasks.get(task).is_none_or(Option::is_none)
                    && let Some(card) = card
                    && self.truth.is_loaded(card.board_id)
                {
                    self.insert_by_position(new, card);
                    new.tasks.insert(*task, Some((**card).clone()));
                }
            }
            _ => {}
        }
    }

    /// The cards of a column whose end the server has not told yet, where they stood.
    fn show_back(&self, new: &mut Shown, column: ColumnId) {
        let Some(cards) = self.truth.columns.get(&column) else {
            return;
        };
        for truth in cards.order.iter().filter_map(|id| self.truth.tasks.get(id)) {
            let Some(Some(shown)) = new.tasks.get(&truth.id) else {
                continue;
            };
            let back = Task {
                column_id: column,
                status: truth.status,
                status_changed_at: truth.status_changed_at,
                done_at: truth.done_at,
                position: truth.position.clone(),
                ..shown.clone()
            };
            self.take_out(new, back.id);
            self.insert_by_position(new, &back);
            new.tasks.insert(back.id, Some(back));
        }
    }

    fn show_patch(&self, new: &mut Shown, id: TaskId, patch: &UpdateTask, at: Timestamp) {
        let Some(Some(task)) = new.tasks.get_mut(&id) else {
            return;
        };
        patch.apply(task);
        let (board, status) = (task.board_id, task.status);
        if let Some(wanted) = patch.status
            && wanted != status
            && let Some(column) = self.first_of(new, board, wanted)
        {
            self.place(new, id, (column, at), None, None);
        }
    }

    fn show_move(&self, new: &mut Shown, id: TaskId, to: MoveTask, at: Timestamp) {
        let Some(Some(task)) = new.tasks.get_mut(&id) else {
            return;
        };
        let from = task.column_id;
        if let Some(board) = to.board_id
            && board != task.board_id
        {
            task.board_id = board;
            self.list(new, from).retain(|other| *other != id);
        }
        self.place(new, id, (to.column_id, at), to.before, to.after);
    }

    /// Puts a shown card into a column at a moment, beside its neighbour.
    fn place(
        &self,
        new: &mut Shown,
        id: TaskId,
        (column, at): (ColumnId, Timestamp),
        before: Option<TaskId>,
        after: Option<TaskId>,
    ) {
        let category = self.shown_column(new, column).map(|c| c.category);
        let Some(Some(task)) = new.tasks.get_mut(&id) else {
            return;
        };
        let from = std::mem::replace(&mut task.column_id, column);
        if let Some(category) = category {
            task.set_status(category, at);
        }
        if from != column {
            self.list(new, from).retain(|other| *other != id);
        }
        if category.is_some() {
            order::place(self.list(new, column), id, before, after);
        }
    }

    fn insert_by_position(&self, new: &mut Shown, task: &Task) {
        if self.shown_column(new, task.column_id).is_none() {
            return;
        }
        let mut list = std::mem::take(self.list(new, task.column_id));
        let position = |id: &TaskId| {
            let shown = new.tasks.get(id).and_then(Option::as_ref);
            shown
                .or_else(|| self.truth.tasks.get(id))
                .map_or("", |task| task.position.as_str())
        };
        let key = (task.position.as_str(), task.id);
        list.retain(|id| *id != task.id);
        let at =
            list.partition_point(|id| order::compare((position(id), *id), key) == Ordering::Less);
        list.insert(at, task.id);
        new.orders.insert(task.column_id, list);
    }

    fn hide(&self, new: &mut Shown, id: TaskId) {
        self.take_out(new, id);
        new.tasks.insert(id, None);
    }

    fn take_out(&self, new: &mut Shown, id: TaskId) {
        if let Some(Some(task)) = new.tasks.get(&id) {
            let column = task.column_id;
            self.list(new, column).retain(|other| *other != id);
        }
    }

    fn list<'a>(&self, new: &'a mut Shown, column: ColumnId) -> &'a mut Vec<TaskId> {
        new.orders.entry(column).or_insert_with(|| {
            let cards = self.truth.columns.get(&column);
            cards.map(|cards| cards.order.clone()).unwrap_or_default()
        })
    }

    /// The card of a task that the server has not numbered yet.
    fn imagined(&self, new: &Shown, op: &Op, id: TaskId, create: &CreateTask) -> Option<Task> {
        let board = create.board_id;
        if !self.truth.is_loaded(board) {
            return None;
        }
        let wanted = || {
            create
                .status
                .and_then(|status| self.first_of(new, board, status))
        };
        let first = || self.shown_columns(new, board).first().copied();
        let column_id = create.column_id.or_else(wanted).or_else(first)?;
        let mut task = Task::blank(
            id,
            self.truth.workspace.id,
            board,
            column_id,
            self.shown_column(new, column_id)?.category,
            op.at,
        );
        task.created_by = Some(self.truth.me.user_id);
        create.fields().apply(&mut task);
        Some(task)
    }
}
