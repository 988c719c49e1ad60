//! One change of many tasks: all or nothing, one event each.

use std::collections::BTreeSet;

use tutti_types::tasks::{BulkResult, BulkTasks, MAX_BULK, MoveTask, UpdateTask};
use tutti_types::{Permission, TaskId};

use super::{relocate, restore, target_column, trash, update};
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::models::task::{self, Neighbours, TaskRow};

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
    match (
        &request.patch,
        request.r#move,
        request.delete,
        request.restore,
    ) {
        (Some(patch), None, false, false) => patch_each(tx, me, ids, patch),
        (None, Some(to), false, false) => move_all(tx, me, ids, to),
        (None, None, true, false) => delete_each(tx, me, ids),
        (None, None, false, true) => restore_each(tx, me, ids),
        _ => Err(Error::invalid(
            "ids",
            "must come with exactly one of patch, move, delete and restore",
        )),
    }
}

/// Locks tasks in the one order, so that two bulk requests cannot wait for each other, and gives them as they were asked for.
fn lock_all(
    tx: &mut Tx<'_>,
    me: &Member,
    ids: &[TaskId],
    permission: Permission,
) -> Result<Vec<Granted<TaskRow>>> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    let mut locked = sorted
        .iter()
        .map(|id| access::task(tx.conn, me, *id, permission))
        .collect::<Result<Vec<_>>>()?;
    locked.sort_by_key(|task| ids.iter().position(|id| *id == task.id));
    Ok(locked)
}

fn patch_each(
    tx: &mut Tx<'_>,
    me: &Member,
    ids: &[TaskId],
    patch: &UpdateTask,
) -> Result<BulkResult> {
    let items = ids
        .iter()
        .map(|id| Ok(update(tx, me, *id, patch, None)?.into_card()))
        .collect::<Result<_>>()?;
    Ok(BulkResult { items })
}

fn move_all(tx: &mut Tx<'_>, me: &Member, ids: &[TaskId], to: MoveTask) -> Result<BulkResult> {
    let column = target_column(tx, me, ids, to)?;
    let tasks = lock_all(tx, me, ids, Permission::TasksUpdate)?;
    let arriving: Vec<TaskId> = tasks
        .iter()
        .filter(|task| task.column_id != column.id)
        .map(|task| task.id)
        .collect();
    if !arriving.is_empty() {
        task::require_room(tx.conn, &column, &arriving)?;
    }
    let mut beside = Neighbours {
        before: to.before,
        after: to.after,
    };
    let mut items = Vec::with_capacity(tasks.len());
    for task in tasks {
        let id = task.id;
        items.push(relocate(tx, me, task, &column, beside)?.into_card());
        // The next one stands behind this one, wherever the first was put.
        beside = Neighbours {
            before: None,
            after: Some(id),
        };
    }
    Ok(BulkResult { items })
}

fn delete_each(tx: &mut Tx<'_>, me: &Member, ids: &[TaskId]) -> Result<BulkResult> {
    let tasks = lock_all(tx, me, ids, Permission::TasksDelete)?;
    let mut items = Vec::with_capacity(tasks.len());
    for task in tasks {
        if task.deleted_at.is_some() {
            return Err(Error::not_found());
        }
        items.push(trash(tx, &task)?.into_card(me.task_prefix()));
    }
    Ok(BulkResult { items })
}

fn restore_each(tx: &mut Tx<'_>, me: &Member, ids: &[TaskId]) -> Result<BulkResult> {
    let items = ids
        .iter()
        .map(|id| Ok(restore(tx, me, *id)?.into_card()))
        .collect::<Result<_>>()?;
    Ok(BulkResult { items })
}
