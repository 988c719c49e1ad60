//! Who was a member and is none now.

use diesel::sql_types::{Text, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::members::FormerMember;
use tutti_types::{UserId, WorkspaceId};

use super::MemberRow;
use crate::access::Granted;

statement!(
    /// Somebody left, perhaps not for the first time.
    Keep { workspace: WorkspaceId => Uuid, user: UserId => Uuid, name: String => Text } -> Uuid, holds Members;
    "INSERT INTO former_members (workspace_id, user_id, name) VALUES (" workspace ", " user ", " name ")
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET name = excluded.name, left_at = excluded.left_at"
);
statement!(
    /// Somebody is a member again.
    Forget { workspace: WorkspaceId => Uuid, user: UserId => Uuid } -> Uuid, locks Members;
    "DELETE FROM former_members WHERE workspace_id = " workspace " AND user_id = " user
);
statement!(
    /// The last who left. A workspace through which more have gone tells the rest no longer.
    Last { workspace: WorkspaceId => Uuid } -> (Uuid, Text);
    "SELECT user_id, name FROM former_members WHERE workspace_id = " workspace " ORDER BY left_at DESC, user_id LIMIT 500"
);

/// The last 500 who left.
///
/// # Errors
/// Where the database fails.
pub fn former(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<Vec<FormerMember>> {
    let rows: Vec<(UserId, String)> = (Last { workspace }).get_results(conn)?;
    let people = rows
        .into_iter()
        .map(|(user_id, name)| FormerMember { user_id, name });
    Ok(people.collect())
}

pub(super) fn has_left(conn: &mut PgConnection, member: &Granted<MemberRow>) -> QueryResult<()> {
    let keep = Keep {
        workspace: member.grantee().workspace_id(),
        user: member.user_id,
        name: member.name.clone(),
    };
    keep.execute(conn).map(drop)
}

pub(super) fn is_back(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    user: UserId,
) -> QueryResult<()> {
    (Forget { workspace, user }).execute(conn).map(drop)
}
