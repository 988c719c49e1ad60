//! Commands on tasks.

mod bulk;
mod events;
mod relocate;
mod unassign;

use tutti_types::columns::Category;
use tutti_types::tasks::{CreateTask, MoveTask, Priority, Task, UpdateTask};
use tutti_types::{BoardId, ColumnId, ErrorCode, Permission, TaskId};

use super::rebalance::place_in;
use crate::access::{self, Granted};
use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::models::column::ColumnRow;
use crate::models::task::{self, Neighbours, NewTask, TaskChanges, TaskRow};
use crate::models::{member, task::end_of_status};
pub use bulk::bulk;
use events::{created, deleted, restored, updated};
use relocate::relocate;
pub(crate) use unassign::unassign;

/// Makes a task.
///
/// # Errors
/// `not_found`, `forbidden`, `no_such_column`, `wip_limit`, `id_taken`, `validation_failed` for the assignees.
pub fn create(tx: &mut Tx<'_>, me: &Member, request: CreateTask) -> Result<Task> {
    let board = access::readable_board(tx.conn, me, request.board_id)?;
    if let Some(known) = known(tx, me, request.id)? {
        return Ok(known);
    }
    let column_id = match request.column_id {
        Some(id) => id,
        None => end_of_status(tx.conn, me.workspace_id(), board.id, request.status)?,
    };
    let column = access::column(tx.conn, me, board.id, column_id, Permission::TasksCreate)?;
    task::require_room(tx.conn, &column, &[TaskId::new()])?;
    task::require_room_on_board(tx.conn, me.workspace_id(), board.id)?;
    let beside = Neighbours {
        before: request.before,
        after: None,
    };
    let place = place_in(tx, &column, beside, &[], None)?;
    let new = NewTask {
        id: request.id.unwrap_or_else(TaskId::new),
        title: request.title.into_string(),
        description: request.description.map(String::from).unwrap_or_default(),
        priority: request.priority.unwrap_or(Priority::Medium),
        assignee_ids: member::assignable(tx.conn, &board, &request.assignee_ids)?,
    };
    let task = task::create(tx.conn, &column, place, new)?.into_task(me.task_prefix());
    created(tx, &task);
    Ok(task)
}

/// A create that comes again with the client's own id gets the task as it is now.
fn known(tx: &mut Tx<'_>, me: &Member, id: Option<TaskId>) -> Result<Option<Task>> {
    let Some(id) = id else { return Ok(None) };
    match task::find(tx.conn, me, id)? {
        Some(found) if found.row.created_by == Some(me.user_id()) && found.readable_by(me) => {
            Ok(Some(found.row.into_task(me.task_prefix())))
        }
        Some(_) => Err(Error::refused(
            ErrorCode::IdTaken,
            "Another task has this id.",
        )),
        None => Ok(None),
    }
}

/// Changes the fields that were sent; a status moves the task to the end of the board's first column of it.
///
/// # Errors
/// `not_found`, `forbidden`, `version_conflict`, `no_such_column`, `wip_limit`, `validation_failed` for the assignees.
pub fn update(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    request: &UpdateTask,
    if_match: Option<i64>,
) -> Result<Task> {
    let target = match request.status {
        Some(status) => column_of_status(tx, me, id, status)?,
        None => None,
    };
    let task = access::task(tx.conn, me, id, Permission::TasksUpdate)?;
    require_version(&task, me, if_match)?;
    let place = match &target {
        Some((column, seen)) => {
            if *seen != task.column_id {
                return Err(Error::Contended);
            }
            task::require_room(tx.conn, column, &[id])?;
            Some(place_in(tx, column, Neighbours::default(), &[id], None)?)
        }
        None => None,
    };
    apply(tx, me, task, request, place)
}

/// The column a new status takes a task to, locked, and the one the task was seen in; `None` where it has that status. The
/// column's lock comes before the task's, so the task is looked at first without one.
fn column_of_status(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    status: Category,
) -> Result<Option<(Granted<ColumnRow>, ColumnId)>> {
    let seen = access::readable_task(tx.conn, me, id)?;
    if seen.status == status {
        return Ok(None);
    }
    let target = end_of_status(tx.conn, me.workspace_id(), seen.board_id, Some(status))?;
    let column = access::column(tx.conn, me, seen.board_id, target, Permission::TasksUpdate)?;
    Ok(Some((column, seen.column_id)))
}

/// Writes the fields that differ, and tells of it where any does.
fn apply(
    tx: &mut Tx<'_>,
    me: &Member,
    task: Granted<TaskRow>,
    request: &UpdateTask,
    place: Option<task::Place>,
) -> Result<Task> {
    let assignee_ids = match &request.assignee_ids {
        Some(ids) if *ids != task.assignee_ids => {
            let board = access::readable_board(tx.conn, me, task.board_id)?;
            Some(member::assignable(tx.conn, &board, ids)?)
        }
        _ => None,
    };
    let description = request
        .description
        .clone()
        .into_change()
        .map(|text| text.map(String::from).unwrap_or_default());
    let changes = TaskChanges {
        title: request
            .title
            .clone()
            .map(String::from)
            .filter(|title| *title != task.title),
        description: description.filter(|text| *text != task.description),
        priority: request
            .priority
            .filter(|priority| *priority != task.priority),
        assignee_ids,
        place,
    };
    if changes.is_empty() {
        return Ok(task.into_subject().into_task(me.task_prefix()));
    }
    let now = task::update(tx.conn, &task, changes)?.into_task(me.task_prefix());
    updated(tx, &task.into_subject().into_task(me.task_prefix()), &now);
    Ok(now)
}

/// Moves a task.
///
/// # Errors
/// `not_found` for a column, board or neighbour that is elsewhere; `forbidden`, `wip_limit`, `version_conflict`.
pub fn move_to(
    tx: &mut Tx<'_>,
    me: &Member,
    id: TaskId,
    request: MoveTask,
    if_match: Option<i64>,
) -> Result<Task> {
    let column = target_column(tx, me, &[id], request)?;
    let beside = Neighbours {
        before: request.before,
        after: request.after,
    };
    let task = access::task(tx.conn, me, id, Permission::TasksUpdate)?;
    require_version(&task, me, if_match)?;
    if task.column_id != column.id {
        task::require_room(tx.conn, &column, &[id])?;
    }
    relocate(tx, me, task, &column, beside)
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
pub fn delete(tx: &mut Tx<'_>, me: &Member, id: TaskId, if_match: Option<i64>) -> Result<()> {
    let task = access::task(tx.conn, me, id, Permission::TasksDelete)?;
    if task.deleted_at.is_some() {
        return Err(Error::not_found());
    }
    require_version(&task, me, if_match)?;
    trash(tx, &task)?;
    Ok(())
}

fn trash(tx: &mut Tx<'_>, task: &Granted<TaskRow>) -> Result<TaskRow> {
    let gone = task::delete(tx.conn, task)?;
    deleted(tx, &gone);
    Ok(gone)
}

/// Takes a task out of the trash, to where it stood, or, where that column is gone, to the end of another of its status. One
/// that is not in the trash is answered as it is.
///
/// # Errors
/// `not_found`, `forbidden`, `wip_limit`, `no_such_column`.
pub fn restore(tx: &mut Tx<'_>, me: &Member, id: TaskId) -> Result<Task> {
    let seen = access::readable_task(tx.conn, me, id)?;
    me.require(Permission::TasksDelete)?;
    let column = match access::column(
        tx.conn,
        me,
        seen.board_id,
        seen.column_id,
        Permission::TasksDelete,
    ) {
        Ok(column) => column,
        Err(Error::Refused(_)) => {
            let any =
                end_of_status(tx.conn, me.workspace_id(), seen.board_id, Some(seen.status))
                    .or_else(|_| end_of_status(tx.conn, me.workspace_id(), seen.board_id, None))?;
            access::column(tx.conn, me, seen.board_id, any, Permission::TasksDelete)?
        }
        Err(error) => return Err(error),
    };
    let task = access::task(tx.conn, me, id, Permission::TasksDelete)?;
    if task.deleted_at.is_none() {
        return Ok(task.into_subject().into_task(me.task_prefix()));
    }
    task::require_room(tx.conn, &column, &[id])?;
    let place = if column.id == task.column_id {
        task::place_again(tx.conn, &column, &task.position)?
    } else {
        place_in(tx, &column, Neighbours::default(), &[id], None)?
    };
    let now = task::restore(tx.conn, &task, place)?.into_task(me.task_prefix());
    restored(tx, &now);
    Ok(now)
}

/// Refuses where the version the client saw is no longer the newest.
fn require_version(task: &TaskRow, me: &Member, if_match: Option<i64>) -> Result<()> {
    match if_match {
        Some(version) if version != task.version => {
            Err(Error::conflict(&task.clone().into_task(me.task_prefix())))
        }
        _ => Ok(()),
    }
}
