//! Tasks and their places, while overlays are laid.

use std::cmp::Ordering;

use tutti_types::tasks::Task;
use tutti_types::{ColumnId, TaskId, Timestamp};

use super::{Boards, Thing};
use crate::area::Layer;
use crate::order;

impl<'a> Layer<'a, Boards> {
    /// Takes a task up as the server knows it, so that it can be changed.
    pub(in crate::boards) fn take_up(&mut self, id: TaskId) {
        self.reach.changes(Thing::Task(id));
        let truth = self.truth;
        let known = || truth.tasks.get(&id).cloned();
        self.shown.tasks.entry(id).or_insert_with(known);
    }

    /// A task that was taken up, where it is shown.
    pub(in crate::boards) fn task(&mut self, id: TaskId) -> Option<&Task> {
        self.reach.reads(Thing::Task(id));
        self.shown.tasks.get(&id)?.as_ref()
    }

    /// The same, to be changed.
    pub(in crate::boards) fn task_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        self.reach.changes(Thing::Task(id));
        self.shown.tasks.get_mut(&id)?.as_mut()
    }

    /// A task as the server knows it.
    pub(in crate::boards) fn known_task(&mut self, id: TaskId) -> Option<&'a Task> {
        self.reach.reads(Thing::Task(id));
        self.truth.tasks.get(&id)
    }

    /// A column's cards as the server knows them.
    pub(in crate::boards) fn known_order(&mut self, column: ColumnId) -> &'a [TaskId] {
        self.reach.reads(Thing::Order(column));
        let cards = self.truth.columns.get(&column);
        cards.map_or(&[], |cards| &cards.order)
    }

    /// Shows a task in whichever place; see [`Self::place`] and [`Self::insert_by_position`].
    pub(in crate::boards) fn set_task(&mut self, task: Task) {
        self.reach.changes(Thing::Task(task.id));
        self.shown.tasks.insert(task.id, Some(task));
    }

    /// The server's answer, until its event comes.
    pub(super) fn answer_task(&mut self, answer: &Task) {
        let known = self.task(answer.id);
        if known.is_some_and(|known| known.changed_seq >= answer.changed_seq) {
            return;
        }
        let mut task = answer.clone();
        if task.description.is_none()
            && let Some(known) = self.known_task(task.id)
        {
            task.description.clone_from(&known.description);
        }
        self.put_by_position(task);
    }

    /// Shows a task where its position says, whatever its place was.
    pub(in crate::boards) fn put_by_position(&mut self, task: Task) {
        self.take_out(task.id);
        self.insert_by_position(&task);
        self.set_task(task);
    }

    /// Puts a task that was taken up into a column at a moment, beside its neighbour.
    pub(in crate::boards) fn place(
        &mut self,
        id: TaskId,
        (column, at): (ColumnId, Timestamp),
        before: Option<TaskId>,
        after: Option<TaskId>,
    ) {
        let category = self.column(column).map(|column| column.category);
        let Some(task) = self.task_mut(id) else {
            return;
        };
        let from = std::mem::replace(&mut task.column_id, column);
        if let Some(category) = category {
            task.set_status(category, at);
        }
        if from != column {
            self.list(from).retain(|other| *other != id);
        }
        if category.is_some() {
            order::place(self.list(column), id, before, after);
        }
    }

    /// Puts a task into its column's order.
    fn insert_by_position(&mut self, task: &Task) {
        if self.column(task.column_id).is_none() {
            return;
        }
        let mut list = std::mem::take(self.list(task.column_id));
        let position = |id: &TaskId| {
            let shown = self.shown.tasks.get(id).and_then(Option::as_ref);
            shown
                .or_else(|| self.truth.tasks.get(id))
                .map_or("", |task| task.position.as_str())
        };
        let key = (task.position.as_str(), task.id);
        list.retain(|id| *id != task.id);
        let at =
            list.partition_point(|id| order::compare((position(id), *id), key) == Ordering::Less);
        list.insert(at, task.id);
        self.shown.orders.insert(task.column_id, list);
    }

    /// Shows a task no longer.
    pub(in crate::boards) fn hide(&mut self, id: TaskId) {
        self.take_out(id);
        self.reach.changes(Thing::Task(id));
        self.shown.tasks.insert(id, None);
    }

    fn take_out(&mut self, id: TaskId) {
        if let Some(column) = self.task(id).map(|task| task.column_id) {
            self.list(column).retain(|other| *other != id);
        }
    }

    /// The order of a column's cards, to be changed.
    pub(in crate::boards) fn list(&mut self, column: ColumnId) -> &mut Vec<TaskId> {
        self.reach.changes(Thing::Order(column));
        let truth = self.truth;
        self.shown.orders.entry(column).or_insert_with(|| {
            let cards = truth.columns.get(&column);
            cards.map(|cards| cards.order.clone()).unwrap_or_default()
        })
    }
}
