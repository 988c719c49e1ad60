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
use crate::models::task::{self, Neighbours, TaskChanges, TaskRow};

/// Puts locked tasks into a locked column beside their neighbours, side by side. On another board each keeps those of its
/// people who see that board, those who are locked out too, and leaves the sight of who sees only the old one.
///
/// # Errors
/// `not_found` for a neighbour that is elsewhere; `limit_reached` where the board holds as many tasks as it may.
pub(super) fn relocate(
    tx: &mut Tx<'_>,
    me: &Member,
    tasks: Vec<Granted<TaskRow>>,
    column: &Granted<ColumnRow>,
    beside: Neighbours,
) -> Result<Vec<Task>> {
    let prefix = me.task_prefix();
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
        let tasks = tasks.into_iter();
        return Ok(tasks.map(|t| t.into_subject().into_task(prefix)).collect());
    };
    let seeing = people_who_see(tx, me, &tasks, column)?;
    let mut moved = Vec::with_capacity(tasks.len());
    for (task, place) in tasks.into_iter().zip(places) {
        let mut changes = TaskChanges {
            place: Some(place),
            ..TaskChanges::default()
        };
        if column.board_id != task.board_id {
            let mut kept = task.assignee_ids.clone();
            kept.retain(|user| seeing.contains(user));
            changes.assignee_ids = Some(kept).filter(|kept| *kept != task.assignee_ids);
            left_board(tx, &task);
        }
        let now = task::update(tx.conn, &task, changes)?.into_task(prefix);
        updated(tx, &task.into_subject().into_task(prefix), &now);
        moved.push(now);
    }
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
