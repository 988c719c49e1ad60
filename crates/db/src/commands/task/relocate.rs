//! Giving a task another place.

use tutti_types::tasks::Task;

use super::events::{left_board, updated};
use crate::access::{self, Granted};
use crate::commands::rebalance::place_in;
use crate::error::Result;
use crate::gate::{Member, Tx};
use crate::models::column::ColumnRow;
use crate::models::member;
use crate::models::task::{self, Neighbours, TaskChanges, TaskRow};

/// Puts a locked task into a locked column beside its neighbours. On another board it keeps those of its people who see that
/// board, and leaves the sight of who sees only the old one.
pub(super) fn relocate(
    tx: &mut Tx<'_>,
    me: &Member,
    task: Granted<TaskRow>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
) -> Result<Task> {
    // Where it stands between these neighbours already, nothing changes and nobody is told.
    let standing = Some(task.position.as_str()).filter(|_| task.column_id == column.id);
    let place = place_in(tx, column, beside, &[task.id], standing)?;
    if place.column_id == task.column_id && place.position == task.position {
        return Ok(task.into_subject().into_task(me.task_prefix()));
    }
    let mut changes = TaskChanges {
        place: Some(place),
        ..TaskChanges::default()
    };
    if column.board_id != task.board_id {
        let board = access::readable_board(tx.conn, me, column.board_id)?;
        let kept = member::who_sees(tx.conn, &board, &task.assignee_ids)?;
        changes.assignee_ids = Some(kept).filter(|kept| *kept != task.assignee_ids);
        left_board(tx, &task);
    }
    let now = task::update(tx.conn, &task, changes)?.into_task(me.task_prefix());
    updated(tx, &task.into_subject().into_task(me.task_prefix()), &now);
    Ok(now)
}
