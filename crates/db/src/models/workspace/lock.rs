//! Who waits for whom in a workspace, and for one.

use diesel::sql_types::{Integer, Text, Uuid};
use diesel::{OptionalExtension, PgConnection, QueryResult, RunQueryDsl};
use tutti_types::WorkspaceId;
use tutti_types::trash::TRASH_DAYS;

use super::WorkspaceRow;
use crate::access::{Granted, Trashed};
use crate::error::Result;
use crate::row::Sql;

statement!(
    /// See `gate.lane` in the migrations.
    JoinLane { workspace: WorkspaceId => Uuid } -> Text;
    "SELECT pg_advisory_xact_lock_shared(gate.lane(" workspace "))::text"
);

/// Waits until no batch of a lane is under way in a workspace on any node, and keeps one from beginning until the transaction ends.
/// For what writes there past the lane, before it locks anything of the workspace.
///
/// # Errors
/// Where the database fails, or a batch takes too long.
pub fn join_lane(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<()> {
    (JoinLane { workspace }).execute(conn).map(drop)
}

statement!(
    /// A living workspace, locked.
    Lock { id: WorkspaceId => Uuid } -> Sql<WorkspaceRow>, locks Workspaces;
    "SELECT " {WorkspaceRow} " FROM workspaces WHERE id = " id " AND deleted_at IS NULL FOR NO KEY UPDATE"
);
statement!(
    /// One that was deleted no longer ago than so, locked.
    LockTrashed { id: WorkspaceId => Uuid, days: i32 => Integer } -> Sql<WorkspaceRow>, locks Workspaces;
    "SELECT " {WorkspaceRow} " FROM workspaces WHERE id = " id " AND deleted_at > now() - make_interval(days => " days ") FOR NO KEY UPDATE"
);
statement!(
    /// Out of the trash.
    Untrash { id: WorkspaceId => Uuid } -> Sql<WorkspaceRow>, holds Workspaces;
    "UPDATE workspaces SET deleted_at = NULL, version = version + 1, updated_at = gate.moment(now()) WHERE id = " id " RETURNING " {WorkspaceRow}
);

/// A living workspace, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock(conn: &mut PgConnection, id: WorkspaceId) -> QueryResult<WorkspaceRow> {
    (Lock { id }).get_result(conn)
}

/// A workspace in the trash that can be restored, locked; nothing where there is no such.
///
/// # Errors
/// Where the database fails.
pub fn lock_trashed(conn: &mut PgConnection, id: WorkspaceId) -> QueryResult<Option<WorkspaceRow>> {
    let days = TRASH_DAYS;
    (LockTrashed { id, days }).get_result(conn).optional()
}

/// Takes a workspace out of the trash.
///
/// # Errors
/// Where the database fails.
pub fn restore(
    conn: &mut PgConnection,
    proof: &Granted<Trashed<WorkspaceRow>>,
) -> Result<WorkspaceRow> {
    Ok((Untrash { id: proof.id }).get_result(conn)?)
}

statement!(
    /// Waits for whoever makes a workspace with this id.
    LockId { id: WorkspaceId => Uuid } -> Text;
    "SELECT pg_advisory_xact_lock(hashtextextended(" id "::text, 0))::text"
);

/// Makes whoever makes a workspace with the same id wait for the end of this transaction.
///
/// # Errors
/// Where the database fails.
pub fn lock_id(conn: &mut PgConnection, id: WorkspaceId) -> QueryResult<()> {
    (LockId { id }).execute(conn).map(drop)
}
