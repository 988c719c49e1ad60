//! Tasks and columns, each in its place.

use tutti_types::columns::Column;
use tutti_types::tasks::Task;
use tutti_types::workspaces::Workspace;
use tutti_types::{BoardId, ColumnId, TaskId};

use super::{Boards, Cards, Removed, Touched};
use crate::order;
use crate::sorting::sort_by;
use crate::touched::Touches;

impl Boards {
    /// Takes the workspace as it is now. Its prefix stands in the key of each task.
    pub(super) fn put_workspace(&mut self, workspace: &Workspace, touches: &mut Touches) {
        if workspace.task_prefix != self.workspace.task_prefix {
            for task in self.tasks.values_mut() {
                workspace.name_task(task);
                touches.add(Touched::Card(task.id));
            }
        }
        self.workspace.clone_from(workspace);
    }

    /// Writes a task as it is now, whatever was there before, and puts it in its place.
    pub(super) fn put_task(&mut self, mut task: Task, touches: &mut Touches) {
        let id = task.id;
        // What was read or told before the workspace took another prefix.
        self.workspace.name_task(&mut task);
        let loaded = self.is_loaded(task.board_id);
        if let Some(old) = self.tasks.get(&id) {
            if task.description.is_none() && old.changed_seq == task.changed_seq {
                task.description.clone_from(&old.description);
            }
            let stays = old.column_id == task.column_id && old.position == task.position;
            let placed = self.columns.get(&old.column_id).is_some_and(|cards| {
                order::search(&cards.order, &self.tasks, (&old.position, id)).is_ok()
            });
            if *old == task && (placed || !loaded) {
                return;
            }
            if !(stays && placed) {
                self.unplace(id, touches);
            }
        }
        self.removed.remove(&id);
        let column = task.column_id;
        touches.add(Touched::Card(id));
        if loaded && let Some(cards) = self.columns.get_mut(&column) {
            // The search needs the others' positions only; the card itself is not in the order now, or stays where it is.
            if let Err(at) = order::search(&cards.order, &self.tasks, (&task.position, id)) {
                cards.order.insert(at, id);
                touches.add(Touched::Order(column));
            }
        }
        self.tasks.insert(id, task);
    }

    /// Takes a task out of its column's order.
    fn unplace(&mut self, id: TaskId, touches: &mut Touches) {
        if let Some(task) = self.tasks.get(&id)
            && let Some(cards) = self.columns.get_mut(&task.column_id)
        {
            order::remove(&mut cards.order, &self.tasks, (&task.position, id));
            touches.add(Touched::Order(task.column_id));
        }
    }

    /// Forgets a task. What was never known is remembered as removed too.
    pub(super) fn drop_task(&mut self, id: TaskId, board: BoardId, touches: &mut Touches) {
        self.unplace(id, touches);
        let card = self.tasks.remove(&id);
        if card.is_some() {
            touches.add(Touched::Card(id));
        }
        let seq = card.as_ref().map_or(i64::MAX, |task| task.changed_seq);
        match self.removed.get_mut(&id) {
            Some(before) => {
                before.seq = before.seq.max(seq);
                if card.is_some() {
                    (before.board, before.card) = (board, card);
                }
            }
            None => {
                let removed = Removed { board, seq, card };
                self.removed.insert(id, removed);
            }
        }
    }

    /// Writes a column as it is now and puts it in its place.
    pub(super) fn put_column(&mut self, column: Column, touches: &mut Touches) {
        let (id, board) = (column.id, column.board_id);
        let column = Column {
            count: None,
            ..column
        };
        match self.columns.get_mut(&id) {
            Some(cards) => {
                if cards.column == column {
                    return;
                }
                // A task's status is its column's category, and no event of the task tells of this. All have it since the same moment.
                if cards.column.category != column.category {
                    for task in &cards.order {
                        if let Some(task) = self.tasks.get_mut(task) {
                            task.set_status(column.category, column.updated_at);
                            touches.push(Touched::Card(task.id));
                        }
                    }
                }
                cards.column = column;
            }
            None => {
                let order = Vec::new();
                self.columns.insert(
                    id,
                    Cards {
                        column,
                        order,
                        hidden: 0,
                    },
                );
            }
        }
        if let Some(part) = self.parts.get_mut(board) {
            if !part.columns.contains(&id) {
                part.columns.push(id);
            }
            let columns = &self.columns;
            sort_by(&mut part.columns, |a, b| {
                let key = |id: &ColumnId| {
                    columns
                        .get(id)
                        .map(|c| (c.column.position.as_bytes(), c.column.id))
                };
                key(a).cmp(&key(b))
            });
        }
        touches.add(Touched::Columns(board));
    }

    /// Forgets a column, with what is on it.
    pub(super) fn drop_column(&mut self, board: BoardId, id: ColumnId, touches: &mut Touches) {
        if let Some(part) = self.parts.get_mut(board) {
            part.columns.retain(|column| *column != id);
        }
        if let Some(cards) = self.columns.remove(&id) {
            touches.add(Touched::Order(id));
            for task in cards.order {
                self.tasks.remove(&task);
                touches.push(Touched::Card(task));
            }
            touches.add(Touched::Columns(board));
        }
    }
}
