//! What the holder of a token may do, who is no member yet.

use tutti_types::invitations::{Accepted, InvitationPreview};
use tutti_types::me::MeWhat;
use tutti_types::text::canonical_email;
use tutti_types::{ErrorCode, UserId, WorkspaceId};

use super::events::accepted;
use crate::commands::member::joined;
use crate::error::{Error, Result};
use crate::gate::Tx;
use crate::models::invitation::{self, InvitationRow};
use crate::models::member::{self, MemberRow};
use crate::models::{user, workspace};

/// What somebody sees who holds a token, before they sign in or up. Through the system door.
///
/// # Errors
/// `not_found` for a token of nothing; `invitation_unusable`.
pub fn preview(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<InvitationPreview> {
    let invitation = invitation::show(tx.conn, token_hash)?.ok_or_else(Error::not_found)?;
    let inviter = inviter(tx, &invitation)?;
    let workspace = workspace::find(tx.conn, invitation.workspace_id)?;
    Ok(InvitationPreview {
        workspace_name: workspace.name,
        invited_by: Some(inviter.name),
        email: invitation.email,
        role: invitation.role,
        expires_at: invitation.expires_at,
    })
}

/// Whether a token is for this address and can be used, as whoever accepts it later is judged. Through the system door.
///
/// # Errors
/// Where the database fails.
pub fn lets_in(tx: &mut Tx<'_>, token_hash: &[u8], email: &str) -> Result<bool> {
    let Some(invitation) = invitation::show(tx.conn, token_hash)? else {
        return Ok(false);
    };
    if !is_for(&invitation, email) {
        return Ok(false);
    }
    match inviter(tx, &invitation) {
        Ok(_) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The workspace a token is for. Through the system door: nobody's workspaces are opened yet.
///
/// # Errors
/// Where the database fails.
pub fn workspace_of(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<Option<WorkspaceId>> {
    Ok(invitation::show(tx.conn, token_hash)?.map(|invitation| invitation.workspace_id))
}

/// Joins the workspace a token is for, as a person with an account of the address it is bound to. Through the system door, by
/// whoever has just made sure who the person is; a signed-in person comes through [`accept`].
///
/// # Errors
/// `not_found` for a token of nothing; `forbidden` for another's; `invitation_unusable`.
pub fn join(tx: &mut Tx<'_>, person: UserId, token_hash: &[u8]) -> Result<Accepted> {
    let workspace = workspace_of(tx, token_hash)?;
    tx.act_as(Some(person), workspace);
    accept(tx, person, workspace, token_hash)
}

/// The same through the me door, which looks at the person's session, opened for the workspace that [`workspace_of`] found.
///
/// # Errors
/// As [`join`].
pub fn accept(
    tx: &mut Tx<'_>,
    person: UserId,
    workspace: Option<WorkspaceId>,
    token_hash: &[u8],
) -> Result<Accepted> {
    let workspace_id = workspace.ok_or_else(Error::not_found)?;
    workspace::join_lane(tx.conn, workspace_id)?;
    // Who sees which board is worked out by those who hold this lock; nobody joins meanwhile.
    workspace::lock(tx.conn, workspace_id)?;
    let invitation =
        invitation::lock_shown(tx.conn, workspace_id, token_hash)?.ok_or_else(Error::not_found)?;
    let email = user::find(tx.conn, person)?.email;
    if !is_for(&invitation, &email) {
        return Err(Error::refused(
            ErrorCode::Forbidden,
            "This invitation is for another e-mail address.",
        ));
    }
    if let Some(member) = member::lock(tx.conn, workspace_id, person)? {
        return rejoined(tx, &invitation, member);
    }
    inviter(tx, &invitation)?;
    let member = member::join(tx.conn, workspace_id, person, invitation.role)?;
    invitation::accept(tx.conn, &invitation, person)?;
    joined(tx, workspace_id, &member.into())?;
    accepted(tx, &invitation);
    tx.touch_person(person, MeWhat::Workspaces);
    Ok(Accepted {
        workspace_id,
        role: invitation.role,
    })
}

/// A member keeps the role they have, and uses the invitation up. It lets nobody back in who was locked out.
fn rejoined(tx: &mut Tx<'_>, invitation: &InvitationRow, member: MemberRow) -> Result<Accepted> {
    let used_before = invitation.accepted_by == Some(member.user_id);
    if member.suspended || !(invitation.waiting && invitation.in_time || used_before) {
        return Err(unusable());
    }
    if invitation.waiting {
        invitation::accept(tx.conn, invitation, member.user_id)?;
        accepted(tx, invitation);
    }
    Ok(Accepted {
        workspace_id: invitation.workspace_id,
        role: member.role,
    })
}

/// Whether an invitation is bound to this address.
fn is_for(invitation: &InvitationRow, email: &str) -> bool {
    canonical_email(&invitation.email) == canonical_email(email)
}

/// Who invited, where the invitation can be used: it waits, is in time, and they may still let somebody in as that.
fn inviter(tx: &mut Tx<'_>, invitation: &InvitationRow) -> Result<MemberRow> {
    if !(invitation.waiting && invitation.in_time) {
        return Err(unusable());
    }
    let Some(inviter) = invitation.invited_by else {
        return Err(unusable());
    };
    member::find(tx.conn, invitation.workspace_id, inviter)?
        .filter(|inviter| {
            let role = invitation.role.rights();
            !inviter.suspended && inviter.rights().may_invite(role)
        })
        .ok_or_else(unusable)
}

fn unusable() -> Error {
    Error::refused(
        ErrorCode::InvitationUnusable,
        "This invitation was used, taken back, or is past its time. Ask for another one.",
    )
}
