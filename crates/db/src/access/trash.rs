//! Proofs about what lies in the trash.

use diesel::PgConnection;
use tutti_types::permissions::may_delete_board;
use tutti_types::{BoardId, ColumnId, Permission, UserId, WorkspaceId};

use super::{Granted, Trashed, reads};
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::board::{self, BoardRow};
use crate::models::column::{self, ColumnRow};
use crate::models::member;
use crate::models::workspace::{self, WorkspaceRow};

/// May the member take the board out of the trash? Locks it. `None` where it is not in the trash.
///
/// # Errors
/// `forbidden`; `not_found` for one that they would not see.
pub fn trashed_board(
    conn: &mut PgConnection,
    member: &Member,
    id: BoardId,
) -> Result<Option<Granted<Trashed<BoardRow>>>> {
    let Some(subject) = board::lock_trashed(conn, member.workspace_id(), id)? else {
        return Ok(None);
    };
    if !reads(member, &subject) {
        return Err(Error::not_found());
    }
    if !may_delete_board(
        member.rights(),
        subject.created_by == Some(member.user_id()),
    ) {
        return Err(Error::forbidden());
    }
    Ok(Some(Granted {
        grantee: member.into(),
        subject: Trashed(subject),
    }))
}

/// May the person take the workspace out of the trash? Locks it. `None` where it is not in the trash and they may delete it, so that it
/// is as they want it.
///
/// # Errors
/// `forbidden`; `not_found` for who does not belong to it, and for one that is gone for good.
pub fn trashed_workspace(
    conn: &mut PgConnection,
    person: UserId,
    id: WorkspaceId,
) -> Result<Option<Granted<Trashed<WorkspaceRow>>>> {
    let trashed = workspace::lock_trashed(conn, id)?;
    let subject = match &trashed {
        Some(trashed) => trashed.clone(),
        None => workspace::lock(conn, id)?,
    };
    // Whoever changes roles holds the workspace's row.
    let member = member::find(conn, id, person)?.filter(|member| !member.suspended);
    let member = member.ok_or_else(Error::not_found)?;
    let held = (member.role, member.rights());
    let member = Member::of_trashed(id, person, held, subject.task_prefix.clone());
    member.require(Permission::WorkspaceDelete)?;
    Ok(trashed.map(|subject| Granted {
        grantee: (&member).into(),
        subject: Trashed(subject),
    }))
}

/// May the member take the column of a locked board out of the trash? Locks it. `None` where it is not in the trash.
///
/// # Errors
/// Where the database fails.
pub fn trashed_column(
    conn: &mut PgConnection,
    board: &Granted<BoardRow>,
    id: ColumnId,
) -> Result<Option<Granted<Trashed<ColumnRow>>>> {
    board.grantee.require(Permission::ColumnsManage)?;
    let column = column::lock_trashed(conn, board.workspace_id, board.id, id)?;
    Ok(column.map(|subject| Granted {
        grantee: board.grantee.clone(),
        subject: Trashed(subject),
    }))
}
