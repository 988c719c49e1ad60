//! Taking people off the tasks of a board they no longer see.

use super::events::updated;
use crate::access::{self, Granted};
use crate::error::Result;
use crate::gate::Tx;
use crate::models::board::BoardRow;
use crate::models::task::{self, TaskChanges};
use tutti_types::UserId;

/// Takes people off a locked board's tasks. To be called after the event that takes the board from their sight, so that they
/// do not get these. A task in the trash changes without an event: no board shows it.
pub(crate) fn unassign(tx: &mut Tx<'_>, board: &Granted<BoardRow>, users: &[UserId]) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    let prefix = board.member().task_prefix();
    for task in access::assigned(tx.conn, board, users)? {
        let mut kept = task.assignee_ids.clone();
        kept.retain(|user| !users.contains(user));
        if kept == task.assignee_ids {
            continue;
        }
        let changes = TaskChanges {
            assignee_ids: Some(kept),
            ..TaskChanges::default()
        };
        let now = task::update(tx.conn, &task, changes)?.into_task(prefix);
        let old = task.into_subject().into_task(prefix);
        if old.deleted_at.is_none() {
            updated(tx, &old, &now);
        }
    }
    Ok(())
}
