//! Giving tasks another place.

use tutti_types::UserId;
use tutti_types::tasks::Task;

use super::events::{left_board, updated};
use crate::access::{self, Granted};
use crate::commands::rebalance::place_all;
use crate::error::Result;
use crate::gate::{Member, Tx};
use crate::models::column::ColumnRow;
use crate::models::member;
use crate::models::task::{self, Neighbours, TaskRow};

/// Puts locked tasks into a locked column beside their neighbours, side by side. On another board each keeps those of its
/// people who see that board, those who are locked out too, and leaves the sight of who sees only the old one.
///
/// # Errors
/// `not_found` for a neighbour that is elsewhere; `limit_reached` where the board holds as many tasks as it may.
pub(crate) fn relocate(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: Vec<Granted<TaskRow>>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
) -> Result<Vec<Task>> {
    let arriving = tasks.iter().filter(|task| task.board_id != column.board_id);
    task::require_room_on_board(
        tx.conn,
        column.workspace_id,
        column.board_id,
        arriving.count(),
    )?;
    let cards: Vec<&Granted<TaskRow>> = tasks.iter().collect();
    // Where they stand so already, nothing changes and nobody is told.
    let Some(places) = place_all(tx, column, beside, &cards)? else {
        let (tasks, prefix) = (tasks.into_iter(), me.task_prefix());
        return Ok(tasks.map(|t| t.into_subject().into_task(prefix)).collect());
    };
    let seeing = people_who_see(tx, me, &tasks, column)?;
    for task in tasks.iter().filter(|t| t.board_id != column.board_id) {
        let mut kept = task.assignee_ids.clone();
        kept.retain(|user| seeing.contains(user));
        if kept != task.assignee_ids {
            task::assign(tx.conn, task, &kept)?;
        }
    }
    let positions = places.into_iter().map(|place| place.position).collect();
    put_all(tx, me, tasks, column, positions)
}

/// Puts locked tasks into a locked column at positions that nobody holds, and tells of each.
///
/// # Errors
/// Where the database fails.
pub(crate) fn put_all(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: Vec<Granted<TaskRow>>,
    column: &Granted<ColumnRow>,
    positions: Vec<String>,
) -> Result<Vec<Task>> {
    let rows = task::put_all(tx.conn, &tasks, column, positions)?;
    let mut moved = Vec::with_capacity(tasks.len());
    let mut arrived = Vec::new();
    for (task, row) in tasks.into_iter().zip(rows) {
        if task.board_id != row.board_id {
            left_board(tx, &task);
            arrived.push(task.id);
        }
        let mut now = row.into_task(me.task_prefix());
        let old = task.into_subject().into_task(me.task_prefix());
        updated(tx, &old, &mut now);
        moved.push(now);
    }
    task::note_moved(tx.conn, column, arrived)?;
    Ok(moved)
}

/// Those of the people of tasks from other boards who see the column's board.
fn people_who_see(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: &[Granted<TaskRow>],
    column: &ColumnRow,
) -> Result<Vec<UserId>> {
    let coming = tasks.iter().filter(|t| t.board_id != column.board_id);
    let people: Vec<UserId> = coming.flat_map(|t| t.assignee_ids.clone()).collect();
    if people.is_empty() {
        return Ok(people);
    }
    let board = access::readable_board(tx.conn, me, column.board_id)?;
    member::who_sees(tx.conn, &board, &people)
}
