//! The custom roles of a workspace.

use diesel::sql_types::{Array, Text, Uuid};
use diesel::{OptionalExtension, PgConnection, QueryResult, Queryable, RunQueryDsl};
use tutti_types::{Rights, Role, RoleId, WorkspaceId};

/// A custom role.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct RoleRow {
    /// UUIDv7.
    pub id: RoleId,
    /// The built-in role that bounds what it may hold.
    pub base: Role,
    /// The names of what it holds.
    pub permissions: Vec<String>,
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
    Lock { workspace: WorkspaceId => Uuid, id: RoleId => Uuid } -> (Uuid, Text, Array<Text>), locks Roles;
    "SELECT id, base, permissions FROM roles WHERE workspace_id = " workspace " AND id = " id " FOR SHARE"
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
