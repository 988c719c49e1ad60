//! Taking people off the tasks of a board they no longer see.

use serde::{Deserialize, Serialize};
use tutti_types::{BoardId, UserId, WorkspaceId};

use super::events::updated;
use crate::access::{self, Granted};
use crate::error::Result;
use crate::gate::Tx;
use crate::jobs::{Job, Next};
use crate::models::board::BoardRow;
use crate::models::task::{self, TaskRow};

/// The most tasks that one transaction changes, since it keeps its workspace's lane from others.
const SLICE: usize = 500;
/// The most people of one job, whose payload is bounded.
const PEOPLE: usize = 200;

/// Takes people off the tasks of a locked board. To be called after the event that takes it from their sight, so that they do not get these. Where
/// there are many tasks, the rest is left to jobs.
pub(crate) fn unassign(tx: &mut Tx<'_>, board: &Granted<BoardRow>, users: &[UserId]) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    let tasks = access::assigned(tx.conn, board, users, SLICE)?;
    if take_off(tx, &tasks, users)? == Next::More {
        for user_ids in users.chunks(PEOPLE) {
            tx.later(Unassign {
                workspace_id: board.workspace_id,
                board_id: board.id,
                user_ids: user_ids.to_vec(),
            })?;
        }
    }
    Ok(())
}

/// A task in the trash changes without an event: no board shows it.
fn take_off(tx: &mut Tx<'_>, tasks: &[Granted<TaskRow>], users: &[UserId]) -> Result<Next> {
    let leaving = |task: &&Granted<TaskRow>| task.assignee_ids.iter().any(|id| users.contains(id));
    let leaving: Vec<&Granted<TaskRow>> = tasks.iter().filter(leaving).collect();
    let rows = task::take_off(tx.conn, &leaving, users)?;
    for (task, row) in leaving.into_iter().zip(rows) {
        let prefix = task.grantee().task_prefix();
        let mut now = row.into_task(prefix);
        if task.deleted_at.is_none() {
            updated(tx, &(**task).clone().into_task(prefix), &mut now);
        }
    }
    Ok(if tasks.len() < SLICE {
        Next::Done
    } else {
        Next::More
    })
}

/// Goes on with taking people off the tasks of a board. Whoever sees it again by then stays on those that are left.
#[derive(Debug, Serialize, Deserialize)]
pub struct Unassign {
    workspace_id: WorkspaceId,
    board_id: BoardId,
    user_ids: Vec<UserId>,
}

impl Job for Unassign {
    const KIND: &'static str = "task.unassign";

    fn workspace(&self) -> Option<WorkspaceId> {
        Some(self.workspace_id)
    }

    fn run(&self, tx: &mut Tx<'_>) -> Result<Next> {
        let Some(board) = access::board_of_job(tx.conn, self.workspace_id, self.board_id)? else {
            return Ok(Next::Done);
        };
        let users = access::not_seeing(tx.conn, &board, &self.user_ids)?;
        let tasks = access::assigned(tx.conn, &board, &users, SLICE)?;
        take_off(tx, &tasks, &users)
    }
}
