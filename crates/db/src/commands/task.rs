//! Commands on tasks.

mod bulk;
mod events;
mod relocate;
mod restore;
mod status;
mod unassign;
mod update;

use tutti_types::tasks::{CreateTask, MoveTask, Task};
use tutti_types::{BoardId, Permission, TaskId};

use super::rebalance::place_new;
use super::repeat::{remember_request, require_same};
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::if_match::IfMatch;
use crate::models::column::ColumnRow;
use crate::models::task::{self, Neighbours, NewTask, TaskFields, TaskRow};
use crate::models::{member, task::end_of_status};
pub use bulk::bulk;
use events::{created, deleted};
pub(crate) use relocate::{put_all, relocate};
pub use restore::restore;
pub(crate) use unassign::{Unassign, unassign};
pub use update::update;

/// Makes a task.
///
/// # Errors
/// `not_found`, `forbidden`, `no_such_column`, `wip_limit`, `limit_reached`, `id_taken`, `validation_failed` for the assignees, and
/// where it is due on a date and has none.
pub fn create(tx: &mut Tx<'_>, me: &Member, request: CreateTask) -> Result<Task> {
    let fields = TaskFields::from(request.fields()).settled((None, false))?;
    let request_hash = remember_request(tx, me.user_id(), request.id, &request)?;
    if let Some(known) = known(tx, me, &request, request_hash.as_ref())? {
        return Ok(known);
    }
    let board = access::readable_board(tx.conn, me, request.board_id)?;
    let column_id = match request.column_id {
        Some(id) => id,
        None => end_of_status(tx.conn, me.workspace_id(), board.id, request.status)?,
    };
    let column = access::column(tx.conn, me, board.id, column_id, Permission::TasksCreate)?;
    task::require_room(tx.conn, &column, &[TaskId::new()])?;
    task::require_room_on_board(tx.conn, me.workspace_id(), board.id, 1)?;
    let beside = Neighbours {
        before: request.before,
        after: None,
    };
    let place = place_new(tx, &column, beside)?;
    let people = member::assignable(tx.conn, &board, &request.assignee_ids, &[])?;
    let new = NewTask {
        id: request.id.unwrap_or_else(TaskId::new),
        fields: TaskFields {
            assignee_ids: Some(people),
            ..fields
        },
        request_hash,
    };
    let mut task = task::create(tx.conn, &column, place, new)?.into_task(me.task_prefix());
    created(tx, &mut task);
    Ok(task)
}

/// A create that comes again with the client's own id gets the task as it is now, which may be on another board.
fn known(
    tx: &mut Tx<'_>,
    me: &Member,
    request: &CreateTask,
    request_hash: Option<&Vec<u8>>,
) -> Result<Option<Task>> {
    let Some(id) = request.id else {
        return Ok(None);
    };
    let Some(found) = task::find(tx.conn, me, id)? else {
        return Ok(None);
    };
    let kept = task::request_hash(tx.conn, &found.row)?;
    let lives = found.row.deleted_at.is_none();
    let theirs = lives && found.row.created_by == Some(me.user_id()) && found.readable_by(me);
    if let Err(taken) = require_same("task", theirs, kept, request_hash) {
        // Who may not know of the board learns nothing of its ids either.
        access::readable_board(tx.conn, me, request.board_id)?;
        return Err(taken);
    }
    Ok(Some(found.row.into_task(me.task_prefix())))
}

/// Moves a task.
///
/// # Errors
/// `not_found` for a column, board or neighbour that is elsewhere; `forbidden`, `wip_limit`, `limit_reached`, `version_conflict`.
pub fn move_to(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    request: MoveTask,
    if_match: &IfMatch,
) -> Result<Task> {
    let column = target_column(tx, me, &[id], request)?;
    let beside = Neighbours {
        before: request.before,
        after: request.after,
    };
    let task = access::task(tx, me, id, Permission::TasksUpdate)?;
    require_version(&task, me, if_match)?;
    if task.column_id != column.id {
        task::require_room(tx.conn, &column, &[id])?;
    }
    let moved = relocate(tx, me, vec![task], &column, beside)?;
    moved.into_iter().next().ok_or_else(Error::not_found)
}

/// The column somebody wants tasks in, locked. Another board's column has to be named with its board.
fn target_column(
    tx: &mut Tx<'_>,
    me: &Member,
    ids: &[TaskId],
    request: MoveTask,
) -> Result<Granted<ColumnRow>> {
    let board: BoardId = match (request.board_id, ids.first()) {
        (Some(board), _) => board,
        (None, Some(id)) => access::readable_task(tx.conn, me, *id)?.board_id,
        (None, None) => return Err(Error::not_found()),
    };
    access::column(
        tx.conn,
        me,
        board,
        request.column_id,
        Permission::TasksUpdate,
    )
}

/// Puts a task in the trash.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`.
pub fn delete(tx: &mut Tx<'_>, me: &Member, id: TaskId, if_match: &IfMatch) -> Result<()> {
    let task = access::task(tx, me, id, Permission::TasksDelete)?;
    if task.deleted_at.is_none() {
        require_version(&task, me, if_match)?;
    }
    trash(tx, &[task])?;
    Ok(())
}

/// Puts locked tasks in the trash; one that lies there already is not found.
fn trash(tx: &mut Tx<'_>, tasks: &[Granted<TaskRow>]) -> Result<Vec<TaskRow>> {
    if tasks.iter().any(|task| task.deleted_at.is_some()) {
        return Err(Error::not_found());
    }
    let mut gone = task::delete_all(tx.conn, tasks)?;
    for row in &mut gone {
        row.card.changed_seq = tx.next_seq();
        deleted(tx, row);
    }
    Ok(gone)
}

/// Refuses where the version the client saw is no longer the newest.
fn require_version(task: &TaskRow, me: &Member, if_match: &IfMatch) -> Result<()> {
    if_match.require(task.version, || task.clone().into_task(me.task_prefix()))
}
