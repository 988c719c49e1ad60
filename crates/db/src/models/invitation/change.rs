//! Making and changing invitations.

use diesel::prelude::*;
use tutti_types::{InvitationId, Role, UserId, WorkspaceId};

use super::{Find, InvitationRow};
use crate::access::{Granted, Whole};
use crate::error::Result;
use crate::moment::{in_seconds, now};
use crate::schema::invitations;

/// An invitation to be made.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub id: InvitationId,
    /// The address it is bound to, lower case.
    pub email: String,
    /// What the person will be.
    pub role: Role,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// For how many seconds it can be accepted.
    pub lasts: i64,
    /// What is kept of the request, where the client gave its own id.
    pub request_hash: Option<Vec<u8>>,
}

/// Makes an invitation.
///
/// # Errors
/// `id_taken`.
pub fn create(
    conn: &mut PgConnection,
    proof: &Granted<Whole>,
    new: NewInvitation,
) -> Result<InvitationRow> {
    let workspace = proof.grantee().workspace_id();
    let row = (
        invitations::workspace_id.eq(workspace),
        invitations::id.eq(new.id),
        invitations::email.eq(new.email),
        invitations::role.eq(new.role),
        invitations::token_hash.eq(new.token_hash),
        invitations::invited_by.eq(proof.grantee().person()),
        invitations::expires_at.eq(in_seconds(new.lasts)),
        invitations::request_hash.eq(new.request_hash),
    );
    diesel::insert_into(invitations::table)
        .values(row)
        .execute(conn)?;
    Ok((Find {
        workspace,
        id: new.id,
    })
    .get_result(conn)?)
}

/// What is kept of the request that made an invitation.
///
/// # Errors
/// Where the database fails.
pub fn request_hash(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: InvitationId,
) -> QueryResult<Option<Vec<u8>>> {
    let row = invitations::table.find((workspace, id));
    row.select(invitations::request_hash).first(conn)
}

/// Gives an invitation another token, so that the link of before is void.
///
/// # Errors
/// Where the database fails.
pub fn rotate(
    conn: &mut PgConnection,
    invitation: &Granted<InvitationRow>,
    token_hash: &[u8],
) -> Result<()> {
    let row = invitations::table.find((invitation.workspace_id, invitation.id));
    diesel::update(row)
        .set(invitations::token_hash.eq(token_hash))
        .execute(conn)?;
    Ok(())
}

/// Sends an invitation anew: another token, more time, and whoever does it answers for it from now on.
///
/// # Errors
/// Where the database fails.
pub fn renew(
    conn: &mut PgConnection,
    invitation: &Granted<InvitationRow>,
    token_hash: &[u8],
    lasts: i64,
) -> Result<InvitationRow> {
    let (workspace, id) = (invitation.workspace_id, invitation.id);
    diesel::update(invitations::table.find((workspace, id)))
        .set((
            invitations::token_hash.eq(token_hash),
            invitations::expires_at.eq(in_seconds(lasts)),
            invitations::invited_by.eq(invitation.grantee().person()),
        ))
        .execute(conn)?;
    Ok((Find { workspace, id }).get_result(conn)?)
}

/// Takes an invitation back.
///
/// # Errors
/// Where the database fails.
pub fn revoke(conn: &mut PgConnection, invitation: &Granted<InvitationRow>) -> Result<()> {
    let row = invitations::table.find((invitation.workspace_id, invitation.id));
    diesel::update(row)
        .set(invitations::revoked_at.eq(now().nullable()))
        .execute(conn)?;
    Ok(())
}

/// Marks an invitation as used by the person it was for. Holding its token was the proof.
///
/// # Errors
/// Where the database fails.
pub fn accept(conn: &mut PgConnection, invitation: &InvitationRow, user: UserId) -> Result<()> {
    let row = invitations::table.find((invitation.workspace_id, invitation.id));
    diesel::update(row)
        .set((
            invitations::accepted_at.eq(now().nullable()),
            invitations::accepted_by.eq(user),
        ))
        .execute(conn)?;
    Ok(())
}
