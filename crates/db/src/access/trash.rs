//! Proofs about what lies in the trash.

use diesel::PgConnection;
use tutti_types::permissions::may_delete_board;
use tutti_types::{BoardId, ColumnId, Permission};

use super::{Granted, Trashed, reads};
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::board::{self, BoardRow};
use crate::models::column::{self, ColumnRow};

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
        member: member.clone(),
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
    board.member.require(Permission::ColumnsManage)?;
    let column = column::lock_trashed(conn, board.workspace_id, board.id, id)?;
    Ok(column.map(|subject| Granted {
        member: board.member.clone(),
        subject: Trashed(subject),
    }))
}
