//! Taking people off the tasks of boards they no longer see.

use super::events::updated;
use crate::access::{self, Granted};
use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::BoardRow;
use crate::models::task::{self, TaskFields};
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
    for task in access::assigned(tx.conn, boards, users)? {
        let mut kept = task.assignee_ids.clone();
        kept.retain(|user| !users.contains(user));
        if kept == task.assignee_ids {
            continue;
        }
        let fields = TaskFields {
            assignee_ids: Some(kept),
            ..TaskFields::default()
        };
        let prefix = task.member().task_prefix().to_owned();
        let mut now = task::update(tx.conn, &task, fields)?.into_task(&prefix);
        let old = task.into_subject().into_task(&prefix);
        if old.deleted_at.is_none() {
            updated(tx, &old, &mut now);
        }
    }
    Ok(())
}
