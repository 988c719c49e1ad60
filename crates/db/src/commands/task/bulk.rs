//! One change of many tasks: all or nothing, one event each.

use std::collections::BTreeSet;

use tutti_types::tasks::{BulkResult, BulkTasks, MAX_BULK, MoveTask, Task};
use tutti_types::{Permission, TaskId};

use super::relocate::relocate;
use super::restore::restore_all;
use super::update::update_all;
use super::{target_column, trash};
use crate::access;
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::task::{self, Neighbours};

/// Carries out a bulk request.
///
/// # Errors
/// `validation_failed` where it is not exactly one change of 1 to 200 different tasks; else as the single commands.
pub fn bulk(tx: &mut Tx<'_>, me: &Member, request: &BulkTasks) -> Result<BulkResult> {
    let ids = &request.ids;
    let distinct: BTreeSet<TaskId> = ids.iter().copied().collect();
    if ids.is_empty() || ids.len() > MAX_BULK || distinct.len() != ids.len() {
        return Err(Error::invalid(
            "ids",
            format!("must name 1 to {MAX_BULK} different tasks"),
        ));
    }
    let tasks = match (
        &request.patch,
        request.r#move,
        request.delete,
        request.restore,
    ) {
        (Some(patch), None, false, false) => {
            update_all(tx, me, ids, patch).map_err(|error| error.within("patch"))?
        }
        (None, Some(to), false, false) => move_all(tx, me, ids, to)?,
        (None, None, true, false) => delete_all(tx, me, ids)?,
        (None, None, false, true) => restore_all(tx, me, ids, &IfMatch::Any)?,
        _ => {
            return Err(Error::invalid(
                "ids",
                "must come with exactly one of patch, move, delete and restore",
            ));
        }
    };
    Ok(BulkResult {
        items: tasks.into_iter().map(Task::into_card).collect(),
    })
}

fn move_all(tx: &mut Tx<'_>, me: &Member, ids: &[TaskId], to: MoveTask) -> Result<Vec<Task>> {
    let column = target_column(tx, me, ids, to)?;
    let tasks = access::tasks(tx.conn, me, ids, Permission::TasksUpdate)?;
    let arriving: Vec<TaskId> = tasks
        .iter()
        .filter(|task| task.column_id != column.id)
        .map(|task| task.id)
        .collect();
    task::require_room(tx.conn, &column, &arriving)?;
    let beside = Neighbours {
        before: to.before,
        after: to.after,
    };
    relocate(tx, me, tasks, &column, beside)
}

fn delete_all(tx: &mut Tx<'_>, me: &Member, ids: &[TaskId]) -> Result<Vec<Task>> {
    let tasks = access::tasks(tx.conn, me, ids, Permission::TasksDelete)?;
    let gone = trash(tx, &tasks)?;
    let gone = gone.into_iter().map(|row| row.into_task(me.task_prefix()));
    Ok(gone.collect())
}
