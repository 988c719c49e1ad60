//! A new status takes a task to the end of its board's first column of that category.

use std::collections::BTreeMap;

use tutti_types::columns::Category;
use tutti_types::{BoardId, ColumnId, Permission, TaskId};

use crate::access::{self, Granted};
use crate::commands::rebalance::place_all;
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::models::column::ColumnRow;
use crate::models::task::{self, Neighbours, TaskRow, TaskSlot, end_of_status};

/// The column that a task goes to, locked; none where its status is what is wanted. It is looked at first without a lock, as by
/// [`Targets::lock`].
pub(super) fn target(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    status: Category,
) -> Result<Option<Granted<ColumnRow>>> {
    let task = access::readable_task(tx.conn, me, id)?;
    if task.status == status {
        return Ok(None);
    }
    let column = end_of_status(tx.conn, me.workspace_id(), task.board_id, Some(status))?;
    let permission = Permission::TasksUpdate;
    access::column(tx.conn, me, task.board_id, column, permission).map(Some)
}

/// A place in it for the task, which is locked by now; none where its status is what is wanted.
pub(super) fn place(
    tx: &mut Tx<'_>,
    task: &Granted<TaskRow>,
    status: Category,
    column: Option<&Granted<ColumnRow>>,
) -> Result<Option<TaskSlot>> {
    if task.status == status {
        return Ok(None);
    }
    // It came to another board or status before it was locked.
    let column = column.filter(|column| column.board_id == task.board_id);
    let places = arrive(tx, column.ok_or(Error::Contended)?, &[task])?;
    places.into_iter().next().ok_or(Error::Contended).map(Some)
}

/// Places at the end of a locked column for tasks that stand in none of its status, if it has room for them.
fn arrive(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    arriving: &[&Granted<TaskRow>],
) -> Result<Vec<TaskSlot>> {
    let ids: Vec<TaskId> = arriving.iter().map(|task| task.id).collect();
    task::require_room(tx.conn, column, &ids)?;
    let places = place_all(tx, column, Neighbours::default(), arriving)?;
    Ok(places.unwrap_or_default())
}

/// The columns that tasks go to, locked, at most one of each board.
pub(super) struct Targets {
    status: Option<Category>,
    columns: Vec<Granted<ColumnRow>>,
}

impl Targets {
    /// Locks them. A column's lock comes before its tasks', so the tasks are looked at first without one.
    pub(super) fn lock(
        tx: &mut Tx<'_>,
        me: &Member,
        ids: &[TaskId],
        status: Option<Category>,
    ) -> Result<Self> {
        let mut wanted: BTreeMap<BoardId, ColumnId> = BTreeMap::new();
        if status.is_some() {
            for task in access::readable_tasks(tx.conn, me, ids)? {
                if Some(task.status) != status && !wanted.contains_key(&task.board_id) {
                    let column = end_of_status(tx.conn, me.workspace_id(), task.board_id, status)?;
                    wanted.insert(task.board_id, column);
                }
            }
        }
        let mut wanted: Vec<(BoardId, ColumnId)> = wanted.into_iter().collect();
        wanted.sort_unstable_by_key(|(_, column)| *column);
        let lock =
            |(board, column)| access::column(tx.conn, me, board, column, Permission::TasksUpdate);
        let columns = wanted.into_iter().map(lock).collect::<Result<_>>()?;
        Ok(Self { status, columns })
    }

    /// A place for each of the locked tasks whose status is another.
    pub(super) fn place<'t>(
        &self,
        tx: &mut Tx<'_>,
        tasks: &'t [Granted<TaskRow>],
    ) -> Result<Vec<(&'t Granted<TaskRow>, TaskSlot)>> {
        let Some(status) = self.status else {
            return Ok(Vec::new());
        };
        let moving = tasks.iter().filter(|task| task.status != status);
        let moving: Vec<&Granted<TaskRow>> = moving.collect();
        let mut placed = Vec::with_capacity(moving.len());
        for column in &self.columns {
            let arriving = moving.iter().filter(|t| t.board_id == column.board_id);
            let arriving: Vec<&Granted<TaskRow>> = arriving.copied().collect();
            let places = arrive(tx, column, &arriving)?;
            placed.extend(arriving.into_iter().zip(places));
        }
        // One that came to another board or status before it was locked: its column is not among these.
        if placed.len() < moving.len() {
            return Err(Error::Contended);
        }
        Ok(placed)
    }
}
