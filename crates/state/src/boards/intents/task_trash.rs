//! Put a task in the trash, and take it out again: each takes the other back.

use serde::{Deserialize, Serialize};
use tutti_types::tasks::Task;
use tutti_types::{TaskId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

/// Put a task in the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskDelete {
    pub task: TaskId,
}

impl Act for TaskDelete {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        layer.hide(self.task);
    }

    fn show_done(&self, layer: &mut Layer<'_, Boards>) {
        layer.hide(self.task);
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let card = seen.task(self.task)?.clone();
        let back = TaskRestore {
            task: self.task,
            card: Some(Box::new(card)),
        };
        Some(back.into())
    }

    fn awaits_end(&self, truth: &Boards, _: bool) -> bool {
        truth.tasks.contains_key(&self.task)
    }
}

impl Outgoing for TaskDelete {
    fn entity(&self) -> crate::Entity {
        Entity::Task(self.task).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::delete(paths::task(ws, self.task))
    }
}

/// Take a task out of the trash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskRestore {
    pub task: TaskId,
    /// As it was, so that it shows at once.
    pub card: Option<Box<Task>>,
}

impl Act for TaskRestore {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, _: Timestamp) {
        if let Some(card) = &self.card
            && layer.task(self.task).is_none()
            && layer.is_loaded(card.board_id)
        {
            layer.put_by_position((**card).clone());
        }
    }

    fn undo(&self, _: Seen<'_, Boards>) -> Option<Intent> {
        Some(TaskDelete { task: self.task }.into())
    }

    fn is_new(&self) -> bool {
        true
    }
}

impl Outgoing for TaskRestore {
    fn entity(&self) -> crate::Entity {
        Entity::Task(self.task).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::task_restore(ws, self.task))
    }
}
