//! Change a task's fields; only those in the patch are written.

mod conflict;
mod guard;

use serde::{Deserialize, Serialize};
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::{Patch, TaskId, Timestamp, WorkspaceId, paths};

pub use conflict::{TextConflict, TextField};
use guard::{Guard, stands_on};

use super::{Intent, TaskMove};
use crate::area::{Act, Layer, Seen};
use crate::boards::{Boards, Entity};
use crate::outgoing::{Call, Outgoing, Sent};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TaskUpdate {
    pub task: TaskId,
    /// What changes.
    pub patch: UpdateTask,
    /// Where it changes title or description: what the edit began from.
    pub began: Option<Began>,
}

/// What an edit of a task's texts began from: sent as `If-Match`, and compared with what came in between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Began {
    /// The task's version then.
    pub version: i64,
    /// Its title then.
    pub title: String,
    /// Its description then; empty where there was none.
    pub description: String,
}

impl Act for TaskUpdate {
    type Area = Boards;

    fn show(&self, layer: &mut Layer<'_, Boards>, at: Timestamp) {
        let Some(task) = layer.task_mut(self.task) else {
            return;
        };
        self.patch.apply(task);
        let (board, status) = (task.board_id, task.status);
        if let Some(wanted) = self.patch.status
            && wanted != status
            && let Some(column) = layer.first_of(board, wanted)
        {
            layer.place(self.task, (column, at), None, None);
        }
    }

    fn undo(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let shown = seen.task(self.task)?;
        if self.patch.status.is_some() {
            // A change of status is a move; no one undoes it together with other fields.
            return Some(TaskMove::back(seen, shown).into());
        }
        let back = Self {
            task: self.task,
            patch: self.patch.inverse(shown),
            began: made(shown, &self.patch),
        };
        Some(back.into())
    }

    fn caught_up(&self, seen: Seen<'_, Boards>) -> Option<Intent> {
        let began = stands_on(self, seen.task(self.task)?);
        let now = Self {
            began: Some(began?),
            ..self.clone()
        };
        Some(now.into())
    }
}

impl Outgoing for TaskUpdate {
    fn entity(&self) -> crate::Entity {
        Entity::Task(self.task).into()
    }

    fn call(&self, ws: WorkspaceId, sent: Sent) -> Call {
        let guard = Guard::of(self, sent);
        let patch = UpdateTask {
            expected: guard.texts,
            ..self.patch.clone()
        };
        Call {
            version: guard.version,
            ..Call::patch(paths::task(ws, self.task)).with(&patch)
        }
    }

    fn version(&self) -> Option<i64> {
        self.began.as_ref().map(|began| began.version)
    }

    fn conflicts(&self, current: &Task) -> Vec<TextConflict> {
        conflict::between(self, current)
    }
}

/// What a patch of texts makes of them: who undoes it takes back this, and not what somebody else wrote since.
fn made(task: &Task, patch: &UpdateTask) -> Option<Began> {
    if patch.title.is_none() && matches!(patch.description, Patch::Keep) {
        return None;
    }
    let title = patch.title.as_ref().map(|title| title.as_str().to_owned());
    Some(Began {
        version: task.version,
        title: title.unwrap_or_else(|| task.title.clone()),
        description: match &patch.description {
            Patch::Keep => task.description.clone().unwrap_or_default(),
            Patch::Clear => String::new(),
            Patch::Set(text) => text.as_str().to_owned(),
        },
    })
}
