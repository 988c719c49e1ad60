//! Invitations. Only the hash of a token comes here; whoever shows the token hashes it first.

mod change;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Bool, Nullable, Text, Timestamptz, Uuid};
use tutti_types::invitations::Invitation;
use tutti_types::{InvitationId, Role, Timestamp, UserId, WorkspaceId};

use crate::access::{Granted, Whole};
use crate::row::Sql;
pub use change::{NewInvitation, accept, create, renew, request_hash, revoke, rotate};

row! {
    /// An invitation as it stands in the database, without its token's hash.
    InvitationRow of invitations as i {
        workspace_id: WorkspaceId,
        id: InvitationId,
        /// The address it is bound to, lower case.
        email: String,
        /// What the person will be.
        role: Role,
        /// The position of the event that told of its last change.
        changed_seq: i64,
        /// Who invited, or sent it anew.
        invited_by: Option<UserId>,
        /// When it was made.
        created_at: Timestamp,
        /// Until when it can be accepted.
        expires_at: Timestamp,
        /// Who accepted it.
        accepted_by: Option<UserId>,
    } with {
        /// Neither accepted nor revoked.
        waiting: bool => Bool = "i.accepted_at IS NULL AND i.revoked_at IS NULL",
        /// Not past its time.
        in_time: bool => Bool = "i.expires_at > now()",
    }
}

impl From<InvitationRow> for Invitation {
    fn from(row: InvitationRow) -> Self {
        Self {
            id: row.id,
            email: row.email,
            role: row.role,
            changed_seq: row.changed_seq,
            invited_by: row.invited_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

statement!(
    /// One invitation, waiting or not.
    Find { workspace: WorkspaceId => Uuid, id: InvitationId => Uuid } -> Sql<InvitationRow>;
    "SELECT " {InvitationRow} " FROM invitations i WHERE i.workspace_id = " workspace " AND i.id = " id
);
statement!(
    /// The same, locked.
    Lock { workspace: WorkspaceId => Uuid, id: InvitationId => Uuid } -> Sql<InvitationRow>, locks Invitations;
    "SELECT " {InvitationRow} " FROM invitations i WHERE i.workspace_id = " workspace " AND i.id = " id " FOR NO KEY UPDATE"
);
statement!(
    /// By the token, in a living workspace. Not locked: its workspace is not known to be opened yet.
    Show { hash: Vec<u8> => Binary } -> Sql<InvitationRow>;
    "SELECT " {InvitationRow} " FROM invitations i JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL WHERE i.token_hash = " hash
);
statement!(
    /// By the token, in a workspace that is opened, locked.
    LockShown { workspace: WorkspaceId => Uuid, hash: Vec<u8> => Binary } -> Sql<InvitationRow>, locks Invitations;
    "SELECT " {InvitationRow} " FROM invitations i JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL WHERE i.workspace_id = " workspace
    " AND i.token_hash = " hash " FOR NO KEY UPDATE OF i"
);
statement!(
    /// What waits for an address, locked.
    WaitingFor { workspace: WorkspaceId => Uuid, email: String => Text } -> Sql<InvitationRow>, locks Invitations;
    "SELECT " {InvitationRow} " FROM invitations i WHERE i.workspace_id = " workspace " AND i.email = " email
    " AND i.accepted_at IS NULL AND i.revoked_at IS NULL FOR NO KEY UPDATE"
);
statement!(
    /// What waits, newest first. What is past its time waits too: it can be sent anew.
    Newest {
        workspace: WorkspaceId => Uuid, at: Option<Timestamp> => Nullable<Timestamptz>, id: Option<InvitationId> => Nullable<Uuid>, limit: i64 => BigInt,
    } -> Sql<InvitationRow>;
    "SELECT " {InvitationRow} " FROM invitations i WHERE i.workspace_id = " workspace " AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND (" at
    " IS NULL OR (i.created_at, i.id) < (" at ", " id ")) ORDER BY i.created_at DESC, i.id DESC LIMIT " limit
);
statement!(
    /// How many wait.
    Waiting { workspace: WorkspaceId => Uuid } -> BigInt;
    "SELECT count(*) FROM invitations WHERE workspace_id = " workspace " AND accepted_at IS NULL AND revoked_at IS NULL"
);

/// One invitation, waiting or not.
///
/// # Errors
/// Where the database fails.
pub fn find(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: InvitationId,
) -> QueryResult<Option<InvitationRow>> {
    (Find { workspace, id }).get_result(conn).optional()
}

/// One invitation, waiting or not, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: InvitationId,
) -> QueryResult<Option<InvitationRow>> {
    (Lock { workspace, id }).get_result(conn).optional()
}

/// The invitation a token belongs to, whichever workspace it is of. For the system door.
///
/// # Errors
/// Where the database fails.
pub fn show(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<InvitationRow>> {
    (Show {
        hash: hash.to_vec(),
    })
    .get_result(conn)
    .optional()
}

/// The invitation of a workspace that a token belongs to, locked.
///
/// # Errors
/// Where the database fails.
pub fn lock_shown(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    hash: &[u8],
) -> QueryResult<Option<InvitationRow>> {
    (LockShown {
        workspace,
        hash: hash.to_vec(),
    })
    .get_result(conn)
    .optional()
}

/// The invitation that waits for an address, locked.
///
/// # Errors
/// Where the database fails.
pub fn waiting_for(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    email: &str,
) -> QueryResult<Option<InvitationRow>> {
    (WaitingFor {
        workspace,
        email: email.to_owned(),
    })
    .get_result(conn)
    .optional()
}

/// How many invitations wait.
///
/// # Errors
/// Where the database fails.
pub fn count_waiting(conn: &mut PgConnection, workspace: WorkspaceId) -> QueryResult<i64> {
    (Waiting { workspace }).get_result(conn)
}

/// A page of what waits, newest first; the caller asks for one more than it shows to learn whether there are more.
///
/// # Errors
/// Where the database fails.
pub fn list(
    conn: &mut PgConnection,
    proof: &Granted<Whole>,
    after: Option<(Timestamp, InvitationId)>,
    limit: i64,
) -> QueryResult<Vec<InvitationRow>> {
    let (at, id) = after.unzip();
    (Newest {
        workspace: proof.grantee().workspace_id(),
        at,
        id,
        limit,
    })
    .get_results(conn)
}
