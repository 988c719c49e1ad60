//! Proofs of what follows from an act. Each is made from the proof of the act itself, and asks for no right of its own.

use diesel::PgConnection;
use tutti_types::{BoardId, Permission, TaskId, UserId, WorkspaceId};

use super::{Granted, Whole, all_readable};
use crate::error::{Error, Result};
use crate::gate::Grantee;
use crate::models::board::{self, BoardRow};
use crate::models::column::ColumnRow;
use crate::models::member::{self, MemberRow};
use crate::models::task::{self, TaskRow};
use crate::models::workspace;

/// A board that the member made, locked, to give it what comes with a new one. What follows from an act asks for no right of its
/// own: the columns that come along take no `columns.manage`.
///
/// # Errors
/// `forbidden` by a proof of something else than that they may make boards; `not_found` for a board that somebody else made.
pub(crate) fn made_board(
    conn: &mut PgConnection,
    proof: &Granted<Whole>,
    id: BoardId,
) -> Result<Granted<BoardRow>> {
    let member = proof.grantee.require(Permission::BoardsCreate)?;
    let subject = board::lock(conn, member.workspace_id(), id)?
        .filter(|board| board.created_by == Some(member.user_id()))
        .ok_or_else(Error::not_found)?;
    Ok(Granted {
        grantee: member.into(),
        subject,
    })
}

/// The tasks that move because their column goes or comes back, locked, in the order asked for. Whoever may manage the column may.
///
/// # Errors
/// `forbidden` by a proof of something else; `not_found` where any is not there, or of another board.
pub(crate) fn carried(
    conn: &mut PgConnection,
    column: &Granted<ColumnRow>,
    ids: &[TaskId],
) -> Result<Vec<Granted<TaskRow>>> {
    let member = column.grantee.require(Permission::ColumnsManage)?;
    let rows = all_readable(member, ids, task::lock_all(conn, member, ids)?)?;
    let is_foreign = |row: &TaskRow| row.deleted_at.is_some() || row.board_id != column.board_id;
    if rows.iter().any(is_foreign) {
        return Err(Error::not_found());
    }
    let granted = rows.into_iter().map(|subject| Granted {
        grantee: member.into(),
        subject,
    });
    Ok(granted.collect())
}

/// At most `most` tasks of a board that some people work on, locked, to take off who no longer sees them. Whoever may change who sees the
/// board may; those in the trash are among them.
///
/// # Errors
/// Where the database fails.
pub(crate) fn assigned(
    conn: &mut PgConnection,
    board: &Granted<BoardRow>,
    users: &[UserId],
    most: usize,
) -> Result<Vec<Granted<TaskRow>>> {
    let workspace = board.grantee.workspace_id();
    let tasks = task::lock_assigned(conn, workspace, board.id, users, most)?;
    let granted = tasks.into_iter().map(|subject| Granted {
        grantee: board.grantee.clone(),
        subject,
    });
    Ok(granted.collect())
}

/// A living board, locked, for a job that goes on with what somebody began who might.
///
/// # Errors
/// Where the database fails.
pub(crate) fn board_of_job(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    board: BoardId,
) -> Result<Option<Granted<BoardRow>>> {
    let Some(subject) = board::lock(conn, workspace, board)? else {
        return Ok(None);
    };
    let prefix = workspace::find(conn, workspace)?.task_prefix;
    Ok(Some(Granted {
        grantee: Grantee::job(workspace, prefix),
        subject,
    }))
}

/// Those of `users` who do not see a board, or are no members.
///
/// # Errors
/// Where the database fails.
pub(crate) fn not_seeing(
    conn: &mut PgConnection,
    board: &BoardRow,
    users: &[UserId],
) -> Result<Vec<UserId>> {
    let seeing = member::who_sees(conn, board, users)?;
    let others = users.iter().filter(|user| !seeing.contains(user));
    Ok(others.copied().collect())
}

/// Every board of the workspace, locked and in the order of their ids, to work out which of them another role takes from a member or
/// brings to them. Whoever may change the member may, whatever boards they see themself.
///
/// # Errors
/// `forbidden` by a proof of something else, such as that one may leave.
pub(crate) fn every_board(
    conn: &mut PgConnection,
    changed: &Granted<MemberRow>,
) -> Result<Vec<Granted<BoardRow>>> {
    let member = changed.grantee.require(Permission::MembersManage)?;
    let boards = board::lock_all(conn, member.workspace_id())?;
    let granted = boards.into_iter().map(|subject| Granted {
        grantee: member.into(),
        subject,
    });
    Ok(granted.collect())
}
