//! Proofs. A write takes a [`Granted`], and only this module makes one: it loads the thing through its parents, locks it,
//! and asks the permission table about it.

mod follows;
mod granted;
mod people;
mod restorable;
mod trash;

use diesel::PgConnection;
use tutti_types::permissions::{may_delete_board, may_read_board};
use tutti_types::{BoardId, ColumnId, Permission, TaskId};

use crate::error::{Error, Result};
use crate::gate::{Member, Tx};
use crate::models::board::{self, BoardRow};
use crate::models::column::{self, ColumnRow};
use crate::models::task::{self, Found, TaskRow};
pub(crate) use follows::{assigned, board_of_job, carried, every_board, made_board, not_seeing};
pub use granted::{Granted, Trashed, Whole};
pub(crate) use people::known_on;
pub use people::{MemberAct, NewRole, acquaintances, invitation, invite, member, role, told};
pub use restorable::Restorable;
pub use trash::{trashed_board, trashed_column, trashed_workspace};

/// May the member do this to the workspace as a whole?
///
/// # Errors
/// `forbidden`.
pub fn workspace(member: &Member, permission: Permission) -> Result<Granted<Whole>> {
    member.require(permission)?;
    Ok(Granted {
        grantee: member.into(),
        subject: Whole,
    })
}

/// Whether the member sees the board.
#[must_use]
pub fn reads(member: &Member, board: &BoardRow) -> bool {
    may_read_board(
        member.rights(),
        board.visibility,
        board.member_ids.contains(&member.user_id()),
    )
}

/// A board the member sees.
///
/// # Errors
/// `not_found`, also for a board they do not see.
pub fn readable_board(conn: &mut PgConnection, member: &Member, id: BoardId) -> Result<BoardRow> {
    let board = board::find(conn, member.workspace_id(), id)?;
    board
        .filter(|b| reads(member, b))
        .ok_or_else(Error::not_found)
}

/// Different boards the member sees, in no order.
///
/// # Errors
/// `not_found` where any is not there, or one that they do not see.
pub fn readable_boards(
    conn: &mut PgConnection,
    member: &Member,
    ids: &[BoardId],
) -> Result<Vec<BoardRow>> {
    let found = board::find_all(conn, member.workspace_id(), ids)?;
    match found.len() == ids.len() && found.iter().all(|b| reads(member, b)) {
        true => Ok(found),
        false => Err(Error::not_found()),
    }
}

/// A living column of a board the member sees.
///
/// # Errors
/// `not_found`, also for a column of a board they do not see.
pub fn readable_column(
    conn: &mut PgConnection,
    member: &Member,
    id: ColumnId,
) -> Result<ColumnRow> {
    match column::find(conn, member.workspace_id(), id)? {
        Some((found, true)) => {
            readable_board(conn, member, found.board_id)?;
            Ok(found)
        }
        _ => Err(Error::not_found()),
    }
}

/// May the member do this to the board, or to what it holds as a whole? Locks it.
///
/// # Errors
/// `not_found`, also for a board they do not see; `forbidden`.
pub fn board(
    conn: &mut PgConnection,
    member: &Member,
    id: BoardId,
    permission: Permission,
) -> Result<Granted<BoardRow>> {
    let subject = board::lock(conn, member.workspace_id(), id)?
        .filter(|b| reads(member, b))
        .ok_or_else(Error::not_found)?;
    let created = subject.created_by == Some(member.user_id());
    let allowed = match permission {
        Permission::BoardsDeleteAny => may_delete_board(member.rights(), created),
        other => member.rights().may(other),
    };
    if allowed {
        Ok(Granted {
            grantee: member.into(),
            subject,
        })
    } else {
        Err(Error::forbidden())
    }
}

/// May the member do this to the column? Locks it. A column of another board is no column here.
///
/// # Errors
/// `not_found`, also for a column of a board they do not see; `forbidden`.
pub fn column(
    conn: &mut PgConnection,
    member: &Member,
    board_id: BoardId,
    id: ColumnId,
    permission: Permission,
) -> Result<Granted<ColumnRow>> {
    readable_board(conn, member, board_id)?;
    let subject =
        column::lock(conn, member.workspace_id(), board_id, id)?.ok_or_else(Error::not_found)?;
    member.require(permission)?;
    Ok(Granted {
        grantee: member.into(),
        subject,
    })
}

/// A task the member sees, living or in the trash.
///
/// # Errors
/// `not_found`, also for a task of a board they do not see.
pub fn readable_task(conn: &mut PgConnection, member: &Member, id: TaskId) -> Result<TaskRow> {
    readable(member, task::find(conn, member, id)?)
}

fn readable(member: &Member, found: Option<Found>) -> Result<TaskRow> {
    found
        .filter(|found| found.readable_by(member))
        .map(|found| found.row)
        .ok_or_else(Error::not_found)
}

/// Tasks the member sees, living or in the trash, in the order asked for.
///
/// # Errors
/// `not_found` where any is not there, or of a board they do not see.
pub fn readable_tasks(
    conn: &mut PgConnection,
    member: &Member,
    ids: &[TaskId],
) -> Result<Vec<TaskRow>> {
    all_readable(member, ids, task::find_all(conn, member, ids)?)
}

fn all_readable(member: &Member, ids: &[TaskId], found: Vec<Found>) -> Result<Vec<TaskRow>> {
    if found.len() < ids.len() || !found.iter().all(|found| found.readable_by(member)) {
        return Err(Error::not_found());
    }
    Ok(found.into_iter().map(|found| found.row).collect())
}

/// May the member do this to the task? Locks it, unless the opening did. Only [`Permission::TasksDelete`] finds tasks in the trash.
///
/// # Errors
/// `not_found`, also for a task of a board they do not see; `forbidden`.
pub fn task(
    tx: &mut Tx<'_>,
    member: &Member,
    id: TaskId,
    permission: Permission,
) -> Result<Granted<TaskRow>> {
    let locked = match tx.take_locked(id) {
        Some(locked) => Some(locked),
        None => task::lock(tx.conn, member, id)?,
    };
    let locked = locked.ok_or_else(Error::not_found)?;
    let subject = readable(member, task::as_locked(tx.conn, member, locked)?)?;
    may_change(member, &subject, permission)?;
    Ok(Granted {
        grantee: member.into(),
        subject,
    })
}

fn may_change(member: &Member, task: &TaskRow, permission: Permission) -> Result<()> {
    member.require(permission)?;
    match task.deleted_at.is_some() && permission != Permission::TasksDelete {
        true => Err(Error::not_found()),
        false => Ok(()),
    }
}

/// The same of several different tasks, in the order asked for. They are locked in the one order of all who lock several.
///
/// # Errors
/// As for one: all, or none.
pub fn tasks(
    conn: &mut PgConnection,
    member: &Member,
    ids: &[TaskId],
    permission: Permission,
) -> Result<Vec<Granted<TaskRow>>> {
    let rows = all_readable(member, ids, task::lock_all(conn, member, ids)?)?;
    for row in &rows {
        may_change(member, row, permission)?;
    }
    let granted = rows.into_iter().map(|subject| Granted {
        grantee: member.into(),
        subject,
    });
    Ok(granted.collect())
}
