//! What others gave the reader to do, until they have seen it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tutti_types::events::{EventKind, TaskChanged};
use tutti_types::{BoardId, TaskId, UserId};

use super::{Boards, Payload, Touched};
use crate::event::ReadEvent;
use crate::touched::Touches;

/// As many are remembered; of more, the last.
const AT_MOST: usize = 100;

/// A task that somebody gave to the reader, who has not seen it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub task: TaskId,
    /// The board it is on.
    pub board: BoardId,
    /// What it is called.
    pub title: String,
    /// Who gave it.
    pub by: UserId,
    /// By which event.
    pub seq: i64,
}

impl Boards {
    /// What is left of an earlier visit.
    pub(super) fn recall_given(&mut self, mut given: Vec<Given>) {
        given.retain(|one| self.boards.iter().any(|board| board.id == one.board));
        given.truncate(AT_MOST);
        self.given = given;
    }

    /// The reader looks at a task.
    pub(super) fn see(&mut self, task: TaskId, touches: &mut Touches) {
        self.retain_given(touches, |one| one.task != task);
    }

    /// What an event changes of that: a task is given, taken away, moved or deleted, or the reader does something to it themself.
    pub(super) fn note_given(
        &mut self,
        event: &ReadEvent,
        kind: EventKind,
        payload: &Payload,
        touches: &mut Touches,
    ) {
        match payload {
            Payload::Task(changed) => self.note_task(event, kind, changed, touches),
            Payload::TaskGone(gone) => self.retain_given(touches, |one| one.task != gone.task_id),
            Payload::BoardGone(gone) => {
                self.retain_given(touches, |one| one.board != gone.board_id)
            }
            Payload::Board(_)
            | Payload::Column(_)
            | Payload::ColumnGone(_)
            | Payload::ColumnReordered(_) => {}
        }
    }

    /// A board was loaded: what it holds no more, or for others, is no news.
    pub(super) fn check_given(&mut self, board: BoardId, touches: &mut Touches) {
        let me = self.me;
        let mut given = std::mem::take(&mut self.given);
        given.retain(|one| {
            let task = self.tasks.get(&one.task);
            let is_mine = task.is_some_and(|task| task.assignee_ids.contains(&me));
            let stays = one.board != board || is_mine;
            if !stays {
                touches.add(Touched::Given);
            }
            stays
        });
        self.given = given;
    }

    fn note_task(
        &mut self,
        event: &ReadEvent,
        kind: EventKind,
        changed: &TaskChanged,
        touches: &mut Touches,
    ) {
        let (me, task) = (self.me, &changed.task);
        let is_mine = task.assignee_ids.contains(&me);
        let by_me = event.actor_id == Some(me);
        if !is_mine || by_me {
            return self.retain_given(touches, |one| one.task != task.id);
        }
        let known = self.given.iter().position(|one| one.task == task.id);
        let by = event.actor_id.filter(|_| is_new(kind, changed, me));
        let Some(by) = by else {
            if let Some(known) = known.and_then(|at| self.given.get_mut(at)) {
                known.board = task.board_id;
                known.title.clone_from(&task.title);
                touches.add(Touched::Given);
            }
            return;
        };
        if let Some(at) = known {
            self.given.remove(at);
        }
        self.given.push(Given {
            task: task.id,
            board: task.board_id,
            title: task.title.clone(),
            by,
            seq: event.seq,
        });
        let surplus = self.given.len().saturating_sub(AT_MOST);
        self.given.drain(..surplus);
        touches.add(Touched::Given);
        touches.add(Touched::Card(task.id));
    }

    fn retain_given(&mut self, touches: &mut Touches, stays: impl Fn(&Given) -> bool) {
        for one in self.given.iter().filter(|one| !stays(one)) {
            touches.add(Touched::Given);
            touches.add(Touched::Card(one.task));
        }
        self.given.retain(stays);
    }
}

/// Whether the reader did not have it before. Who takes a task out of the trash gives it to nobody.
fn is_new(kind: EventKind, changed: &TaskChanged, me: UserId) -> bool {
    let holds_me = |value: &Value| {
        let ids = value.as_array().map_or(&[][..], Vec::as_slice);
        ids.iter()
            .any(|id| id.as_str().and_then(|id| id.parse().ok()) == Some(me))
    };
    let assigned = |change: &tutti_types::activity::Change| {
        change.field == "assignee_ids" && holds_me(&change.to) && !holds_me(&change.from)
    };
    match kind {
        EventKind::TaskCreated => true,
        EventKind::TaskRestored => false,
        _ => changed.changes.iter().any(assigned),
    }
}
