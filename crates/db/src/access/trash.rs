//! Proofs about what lies in the trash. They are of a type of their own, so that none of them serves to change what is living.

use std::ops::Deref;

use diesel::PgConnection;
use tutti_types::permissions::may_delete_board;
use tutti_types::{BoardId, ColumnId, Permission, UserId};

use super::{Granted, reads};
use crate::error::{Error, Result};
use crate::gate::Member;
use crate::models::board::{self, BoardRow};
use crate::models::column::{self, ColumnRow};

/// A subject that is in the trash.
#[derive(Clone, Debug)]
pub struct Trashed<S>(S);

impl<S> Deref for Trashed<S> {
    type Target = S;
    fn deref(&self) -> &S {
        &self.0
    }
}

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
    if !may_delete_board(member.role(), subject.created_by == Some(member.user_id())) {
        return Err(Error::forbidden());
    }
    Ok(Some(Granted {
        member: member.clone(),
        subject: Trashed(subject),
    }))
}

/// Whose boards the member may take out of the trash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restorable {
    /// Everybody's.
    All,
    /// Those that this person made and sees: themself.
    MadeBy(UserId),
    /// Nobody's.
    None,
}

impl Restorable {
    /// What the permission table says of this member.
    #[must_use]
    pub fn by(member: &Member) -> Self {
        match (
            may_delete_board(member.role(), false),
            may_delete_board(member.role(), true),
        ) {
            (true, _) => Self::All,
            (false, true) => Self::MadeBy(member.user_id()),
            (false, false) => Self::None,
        }
    }
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
