//! Taking tasks out of the trash.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use tutti_types::tasks::Task;
use tutti_types::{BoardId, ColumnId, Permission, TaskId};

use super::events::restored;
use super::require_version;
use crate::access::{self, Granted};
use crate::commands::rebalance::{place_all, place_behind};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::column::{self, ColumnRow};
use crate::models::task::{self, Neighbours, TaskRow, TaskSlot, end_of_status};

/// Takes a task out of the trash, to where it stood, or, where that column is gone, to the end of another of its status. One
/// that is not in the trash is answered as it is.
///
/// # Errors
/// `not_found`, `forbidden`, `wip_limit`, `limit_reached`, `no_such_column`, `version_conflict`.
pub fn restore(tx: &mut Tx<'_>, me: &Member, id: TaskId, if_match: &IfMatch) -> Result<Task> {
    let tasks = restore_all(tx, me, &[id], if_match)?;
    tasks.into_iter().next().ok_or_else(Error::not_found)
}

/// The same of many tasks.
///
/// # Errors
/// As for one: all, or none.
pub(super) fn restore_all(
    tx: &mut Tx<'_>,
    me: &Member,
    ids: &[TaskId],
    if_match: &IfMatch,
) -> Result<Vec<Task>> {
    let seen = access::readable_tasks(tx.conn, me, ids)?;
    me.require(Permission::TasksDelete)?;
    let homes = Homes::lock(tx, me, &seen)?;
    let tasks = access::tasks(tx.conn, me, ids, Permission::TasksDelete)?;
    for task in &tasks {
        require_version(task, me, if_match)?;
    }
    homes.require_room(tx, me, &tasks)?;
    for column in &homes.columns {
        let coming = homes.coming(column, &tasks);
        let ids: Vec<TaskId> = coming.iter().map(|task| task.id).collect();
        task::require_room(tx.conn, column, &ids)?;
        put_back(tx, column, coming)?;
    }
    // Read once all are back: a column that was spread on the way gave those who came first yet another rank.
    let rows = access::readable_tasks(tx.conn, me, ids)?;
    let mut answer = Vec::with_capacity(rows.len());
    for (task, row) in tasks.iter().zip(rows) {
        let mut now = row.into_task(me.task_prefix());
        if now.deleted_at.is_some() {
            // Its column is another one than when it was looked at.
            return Err(Error::Contended);
        }
        if task.deleted_at.is_some() {
            restored(tx, &mut now);
        }
        answer.push(now);
    }
    Ok(answer)
}

/// Puts tasks back into a locked column.
fn put_back(
    tx: &mut Tx<'_>,
    column: &Granted<ColumnRow>,
    tasks: Vec<&Granted<TaskRow>>,
) -> Result<()> {
    let (own, strange): (Vec<_>, Vec<_>) = tasks
        .into_iter()
        .partition(|task| task.column_id == column.id);
    // First those that go to the end, since the column may have to be spread for them.
    let places = place_all(tx, column, Neighbours::default(), &strange)?;
    task::restore_all(tx.conn, column, &strange, places.unwrap_or_default())?;
    let ranks = own.iter().map(|task| task.position.clone());
    let mut free = task::free_ranks(tx.conn, column, ranks.collect())?;
    let (alone, crowded): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|task| free.remove(&task.position));
    let places = alone.iter().map(|task| TaskSlot {
        board_id: column.board_id,
        column_id: column.id,
        position: task.position.clone(),
    });
    task::restore_all(tx.conn, column, &alone, places.collect())?;
    // Each of these finds the one before it at its place.
    for task in crowded {
        let place = place_behind(tx, column, &task.position)?;
        task::restore_all(tx.conn, column, &[task], vec![place])?;
    }
    Ok(())
}

/// The columns that tasks come back to, locked.
struct Homes {
    /// From the column a task stood in to the one it comes back to.
    to: HashMap<ColumnId, ColumnId>,
    columns: Vec<Granted<ColumnRow>>,
}

impl Homes {
    fn lock(tx: &mut Tx<'_>, me: &Member, tasks: &[TaskRow]) -> Result<Self> {
        let mut to = HashMap::new();
        let mut wanted: BTreeMap<ColumnId, BoardId> = BTreeMap::new();
        for task in tasks {
            if let Entry::Vacant(unknown) = to.entry(task.column_id) {
                let home = *unknown.insert(home(tx, me, task)?);
                wanted.insert(home, task.board_id);
            }
        }
        let lock =
            |(column, board)| access::column(tx.conn, me, board, column, Permission::TasksDelete);
        let columns = wanted.into_iter().map(lock).collect::<Result<_>>()?;
        Ok(Self { to, columns })
    }

    /// Refuses where a board has no room for all that come back to it.
    fn require_room(&self, tx: &mut Tx<'_>, me: &Member, tasks: &[Granted<TaskRow>]) -> Result<()> {
        let mut coming: BTreeMap<BoardId, usize> = BTreeMap::new();
        for column in &self.columns {
            *coming.entry(column.board_id).or_default() += self.coming(column, tasks).len();
        }
        coming.into_iter().try_for_each(|(board, arriving)| {
            task::require_room_on_board(tx.conn, me.workspace_id(), board, arriving)
        })
    }

    /// The tasks that come back to one of the columns.
    fn coming<'t>(
        &self,
        column: &ColumnRow,
        tasks: &'t [Granted<TaskRow>],
    ) -> Vec<&'t Granted<TaskRow>> {
        let comes = |task: &&Granted<TaskRow>| {
            task.deleted_at.is_some()
                && task.board_id == column.board_id
                && self.to.get(&task.column_id) == Some(&column.id)
        };
        tasks.iter().filter(comes).collect()
    }
}

/// The column a task stood in, or, where that is gone, the first of its status, or else of its board.
fn home(tx: &mut Tx<'_>, me: &Member, task: &TaskRow) -> Result<ColumnId> {
    let workspace = me.workspace_id();
    let column = column::find(tx.conn, workspace, task.column_id)?;
    if column.is_some_and(|(_, lives)| lives) {
        return Ok(task.column_id);
    }
    end_of_status(tx.conn, workspace, task.board_id, Some(task.status))
        .or_else(|_| end_of_status(tx.conn, workspace, task.board_id, None))
}
