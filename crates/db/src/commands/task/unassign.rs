//! Taking people off the tasks of boards they no longer see.

use super::events::updated;
use crate::access::{self, Granted};
use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::BoardRow;
use crate::models::task::{self, TaskRow};
use tutti_types::UserId;

/// Takes people off the tasks of locked boards. To be called after the events that take the boards from their sight, so that they
/// do not get these; once for all boards, since tasks are locked in one order. A task in the trash changes without an event: no
/// board shows it.
pub(crate) fn unassign(
    tx: &mut Tx<'_>,
    boards: &[&Granted<BoardRow>],
    users: &[UserId],
) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    let tasks = access::assigned(tx.conn, boards, users)?;
    let leaving = |task: &&Granted<TaskRow>| task.assignee_ids.iter().any(|id| users.contains(id));
    let tasks: Vec<&Granted<TaskRow>> = tasks.iter().filter(leaving).collect();
    let rows = task::take_off(tx.conn, &tasks, users)?;
    for (task, row) in tasks.into_iter().zip(rows) {
        let prefix = task.member().task_prefix();
        let mut now = row.into_task(prefix);
        if task.deleted_at.is_none() {
            updated(tx, &(**task).clone().into_task(prefix), &mut now);
        }
    }
    Ok(())
}
