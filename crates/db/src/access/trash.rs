//! Proofs about what lies in the trash. They are of a type of their own, so that none of them serves to change what is living.

use std::ops::Deref;

use diesel::PgConnection;
use tutti_types::permissions::{Visibility, may_delete_board, may_read_board};
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

/// Which boards the member may take out of the trash: of those that they see, everybody's or their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restorable {
    /// Who asks.
    pub reader: UserId,
    /// Only those that they made.
    pub own_only: bool,
    /// They see open boards without having been added.
    pub sees_open: bool,
    /// They see every board.
    pub sees_all: bool,
}

impl Restorable {
    /// What the permission table says of this member; `None` where they may restore none at all.
    #[must_use]
    pub fn by(member: &Member) -> Option<Self> {
        let rights = member.rights();
        may_delete_board(rights, true).then(|| Self {
            reader: member.user_id(),
            own_only: !may_delete_board(rights, false),
            sees_open: may_read_board(rights, Visibility::Open, false),
            sees_all: may_read_board(rights, Visibility::Private, false),
        })
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
