//! Boards in the trash. What is on them stays as it is, and is out of sight, since nothing is read but through its board.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Timestamptz, Uuid};
use tutti_types::trash::TRASH_DAYS;
use tutti_types::{BoardId, Timestamp, UserId, WorkspaceId};

use super::{BoardRow, Find};
use crate::access::{Granted, Restorable, Trashed};
use crate::error::Result;
use crate::moment::now;
use crate::row::Sql;
use crate::schema::boards;

statement!(
    /// The row alone, locked: its members are read after.
    LockTrashed { workspace: WorkspaceId => Uuid, id: BoardId => Uuid, days: i32 => Integer } -> Uuid, locks Boards;
    "SELECT b.id FROM boards b WHERE b.workspace_id = " workspace " AND b.id = " id
    " AND b.deleted_at > now() - make_interval(days => " days ") AND b.purged_at IS NULL FOR NO KEY UPDATE"
);
statement!(
    /// One board of the trash.
    FindTrashed { workspace: WorkspaceId => Uuid, id: BoardId => Uuid } -> Sql<BoardRow>;
    "SELECT " {BoardRow} " FROM boards b WHERE b.workspace_id = " workspace " AND b.id = " id " AND b.deleted_at IS NOT NULL"
);
statement!(
    /// Boards of the trash, last deleted first, that a reader sees and may restore.
    ListTrashed {
        workspace: WorkspaceId => Uuid, reader: UserId => Uuid, own_only: bool => Bool, sees_open: bool => Bool,
        sees_all: bool => Bool, at: Option<Timestamp> => Nullable<Timestamptz>, id: Option<BoardId> => Nullable<Uuid>,
        days: i32 => Integer, limit: i64 => BigInt,
    } -> Sql<BoardRow>;
    "SELECT " {BoardRow} " FROM boards b WHERE b.workspace_id = " workspace
    " AND b.deleted_at > now() - make_interval(days => " days ") AND b.purged_at IS NULL
     AND (b.deleted_at, b.id) < (coalesce(" at ", 'infinity'), coalesce(" id ", 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     AND (b.created_by = " reader " OR NOT " own_only ")
     AND (" sees_all " OR " sees_open " AND b.visibility = 'open' OR EXISTS (SELECT FROM board_members m
        WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id AND m.user_id = " reader "))
     ORDER BY b.deleted_at DESC, b.id DESC LIMIT " limit
);

/// A board that can be restored, locked, whether anybody may or not. Its members are read after the lock is held.
///
/// # Errors
/// Where the database fails.
pub fn lock_trashed(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: BoardId,
) -> QueryResult<Option<BoardRow>> {
    let days = TRASH_DAYS;
    let lock = LockTrashed {
        workspace,
        id,
        days,
    };
    let locked: Option<BoardId> = lock.get_result(conn).optional()?;
    match locked {
        Some(_) => (FindTrashed { workspace, id }).get_result(conn).optional(),
        None => Ok(None),
    }
}

/// At most `limit` boards that the reader sees and may restore, last deleted first, behind a place in that order.
///
/// # Errors
/// Where the database fails.
pub fn trashed(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    may: Restorable,
    after: Option<(Timestamp, BoardId)>,
    limit: i64,
) -> QueryResult<Vec<BoardRow>> {
    let (at, id) = after.unzip();
    let list = ListTrashed {
        workspace,
        reader: may.reader,
        own_only: may.own_only,
        sees_open: may.sees_open,
        sees_all: may.sees_all,
        at,
        id,
        days: TRASH_DAYS,
        limit,
    };
    list.get_results(conn)
}

/// Puts a board in the trash, with all on it.
///
/// # Errors
/// Where the database fails.
pub fn delete(conn: &mut PgConnection, board: &Granted<BoardRow>) -> Result<()> {
    let row = boards::table.find((board.workspace_id, board.id));
    let now = (
        boards::deleted_at.eq(now().nullable()),
        boards::deleted_by.eq(board.grantee().person()),
    );
    diesel::update(row).set(now).execute(conn)?;
    Ok(())
}

/// Takes a board out of the trash, with all on it, and raises its version.
///
/// # Errors
/// Where the database fails.
pub fn restore(conn: &mut PgConnection, board: &Granted<Trashed<BoardRow>>) -> Result<BoardRow> {
    let (workspace, id) = (board.workspace_id, board.id);
    let living = (
        boards::deleted_at.eq(None::<Timestamp>),
        boards::deleted_by.eq(None::<UserId>),
        boards::version.eq(boards::version + 1),
        boards::updated_at.eq(now()),
    );
    diesel::update(boards::table.find((workspace, id)))
        .set(living)
        .execute(conn)?;
    Ok((Find { workspace, id }).get_result(conn)?)
}
