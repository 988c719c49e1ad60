//! Put a card elsewhere.

use serde::{Deserialize, Serialize};
use tutti_types::tasks::{MoveTask, Task};
use tutti_types::{TaskId, Timestamp, WorkspaceId, paths};

use super::Intent;
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::order;
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskMove {
    pub task: TaskId,
    /// Where to.
    pub to: MoveTask,
}

impl TaskMove {
    /// Back to where the card stands now: before the next one, or behind the last.
    pub(super) fn back(seen: Seen<'_, Boards>, task: &Task) -> Self {
        let (before, after) = order::neighbours_of(seen.order(task.column_id), task.id);
        Self {
            task: task.id,
            to: MoveTask {
                board_id: Some(task.board_id),
                column_id: task.column_id,
                before,
                after,
            },
        }
    }
}

impl Act for TaskMove {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, at: Timestamp) {
        let (id, to) = (self.task, self.to);
        let Some(task) = layer.task_mut(id) else {
            return;
        };
        let from = task.column_id;
        if let Some(board) = to.board_id
            && board != task.board_id
        {
            task.board_id = board;
            layer.list(from).retain(|other| *other != id);
        }
        layer.place(id, (to.column_id, at), to.before, to.after);
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        Some(Self::back(seen, seen.task(self.task)?).into())
    }
}

impl Outgoing for TaskMove {
    fn entity(&self) -> crate::Entity {
        Entity::Task(self.task).into()
    }

    fn call(&self, ws: WorkspaceId, _: Sent) -> Call {
        Call::post(paths::task_move(ws, self.task)).with(&self.to)
    }

    fn waits_for(&self, earlier: &dyn Outgoing) -> bool {
        let mut named = [self.to.before, self.to.after].into_iter().flatten();
        named.any(|named| earlier.entity() == Entity::Task(named).into())
            || earlier.makes(Entity::Column(self.to.column_id).into())
    }

    fn end(&self) -> Option<crate::Entity> {
        let is_at_end = self.to.before.is_none() && self.to.after.is_none();
        is_at_end.then(|| Entity::Column(self.to.column_id).into())
    }
}
