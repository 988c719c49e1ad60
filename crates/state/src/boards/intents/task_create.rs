//! Make a task; `create.id` is set from `task` when it is sent.

use serde::{Deserialize, Serialize};
use tutti_types::tasks::{CreateTask, Task};
use tutti_types::{ColumnId, TaskId, Timestamp, WorkspaceId, paths};

use super::{Intent, TaskDelete};
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskCreate {
    pub task: TaskId,
    /// The request.
    pub create: CreateTask,
}

impl TaskCreate {
    /// Where it will be.
    fn column(&self, layer: &mut Layer<'_, Boards>) -> Option<ColumnId> {
        let (board, status) = (self.create.board_id, self.create.status);
        if let Some(column) = self.create.column_id {
            return Some(column);
        }
        let wanted = status.and_then(|status| layer.first_of(board, status));
        wanted.or_else(|| layer.columns(board).first().copied())
    }

    /// The card of a task that the server has not numbered yet.
    fn imagined(&self, layer: &mut Layer<'_, Boards>, at: Timestamp) -> Option<Task> {
        let (id, board, ws) = (self.task, self.create.board_id, layer.workspace_id());
        if !layer.is_loaded(board) {
            return None;
        }
        let column = self.column(layer)?;
        let category = layer.column(column)?.category;
        let mut task = Task::blank(id, ws, board, column, category, at);
        task.created_by = Some(layer.me());
        self.create.fields().apply(&mut task);
        Some(task)
    }
}

impl Act for TaskCreate {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, at: Timestamp) {
        if layer.task(self.task).is_none()
            && let Some(made) = self.imagined(layer, at)
        {
            let column = made.column_id;
            layer.set_task(made);
            layer.place(self.task, (column, at), self.create.before, None);
        }
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        Some(TaskDelete { task: self.task }.into())
    }

    fn is_new(&self) -> bool {
        true
    }
}

impl Outgoing for TaskCreate {
    fn entity(&self) -> crate::Entity {
        Entity::Task(self.task).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        let create = CreateTask {
            id: Some(self.task),
            ..self.create.clone()
        };
        Call::post(paths::tasks(ws)).with(&create)
    }

    fn has_own_id(&self) -> bool {
        true
    }

    fn is_only_copy(&self) -> bool {
        true
    }

    fn waits_for(&self, earlier: &dyn Outgoing) -> bool {
        let before = self.create.before.map(|task| Entity::Task(task).into());
        let column = self.create.column_id;
        before == Some(earlier.entity())
            || column.is_some_and(|column| earlier.makes(Entity::Column(column).into()))
    }

    fn end(&self) -> Option<crate::Entity> {
        let is_at_end = self.create.before.is_none();
        let column = self.create.column_id.filter(|_| is_at_end)?;
        Some(Entity::Column(column).into())
    }
}
