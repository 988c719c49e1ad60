//! The custom roles of a workspace.

use diesel::sql_types::Uuid;
use diesel::{OptionalExtension, PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{Rights, Role, RoleId, WorkspaceId};

use crate::row::Sql;

row! {
    /// A custom role.
    #[derive(PartialEq, Eq)]
    RoleRow of roles as r {
        /// UUIDv7.
        id: RoleId,
        /// The built-in role that bounds what it may hold.
        base: Role,
        /// The names of what it holds.
        permissions: Vec<String>,
    }
}

impl RoleRow {
    /// What who holds it may do.
    #[must_use]
    pub fn rights(&self) -> Rights {
        Rights::custom(self.base, &self.permissions)
    }
}

statement!(
    /// One role, kept from changing.
    Lock { workspace: WorkspaceId => Uuid, id: RoleId => Uuid } -> Sql<RoleRow>, locks Roles;
    "SELECT " {RoleRow} " FROM roles r WHERE r.workspace_id = " workspace " AND r.id = " id " FOR SHARE"
);

/// One role, which does not change until the transaction ends.
///
/// # Errors
/// Where the database fails.
pub fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: RoleId,
) -> QueryResult<Option<RoleRow>> {
    (Lock { workspace, id }).get_result(conn).optional()
}
