//! Make a task; `create.id` is set from `task` when it is sent.

use serde::{Deserialize, Serialize};
use tutti_types::tasks::{CreateTask, Task};
use tutti_types::{ColumnId, TaskId, Timestamp, WorkspaceId, paths};

use super::{Act, Call, Intent, Sent, TaskDelete};
use crate::entity::Entity;
use crate::view::{Layer, Seen};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskCreate {
    pub task: TaskId,
    /// The request.
    pub create: CreateTask,
}

impl TaskCreate {
    /// Where it will be.
    fn column(&self, layer: &mut Layer<'_>) -> Option<ColumnId> {
        let (board, status) = (self.create.board_id, self.create.status);
        if let Some(column) = self.create.column_id {
            return Some(column);
        }
        let wanted = status.and_then(|status| layer.first_of(board, status));
        wanted.or_else(|| layer.columns(board).first().copied())
    }

    /// The card of a task that the server has not numbered yet.
    fn imagined(&self, layer: &mut Layer<'_>, at: Timestamp) -> Option<Task> {
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
    fn entity(&self) -> Entity {
        Entity::Task(self.task)
    }

    fn show(&self, layer: &mut Layer<'_>, at: Timestamp) {
        if layer.task(self.task).is_none()
            && let Some(made) = self.imagined(layer, at)
        {
            let column = made.column_id;
            layer.set_task(made);
            layer.place(self.task, (column, at), self.create.before, None);
        }
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        let create = CreateTask {
            id: Some(self.task),
            ..self.create.clone()
        };
        Call::post(paths::tasks(ws)).with(&create)
    }

    fn undo(&self, _: Seen<'_>) -> Option<Intent> {
        Some(TaskDelete { task: self.task }.into())
    }

    fn has_own_id(&self) -> bool {
        true
    }

    fn brings_task(&self) -> bool {
        true
    }

    fn waits_for(&self, earlier: &dyn Act) -> bool {
        let before = self.create.before.map(Entity::Task);
        let column = self.create.column_id;
        before == Some(earlier.entity())
            || column.is_some_and(|column| earlier.makes_column(column))
    }

    fn end(&self) -> Option<ColumnId> {
        let is_at_end = self.create.before.is_none();
        self.create.column_id.filter(|_| is_at_end)
    }
}
