//! Commands on invitations. A token never comes here, only its hash: so none can stand in a row, an event, a log or a kept
//! answer. Whoever calls makes the token and puts it into the link.
//!
//! A repetition that is answered from what was kept finds no link in it. [`Issued::linked`] tells: it is not kept
//! and so is false then, and the caller has [`relink`] put a new token in the place of the one whose link was lost on the way.

mod accept;
mod events;

use diesel::PgConnection;
use serde::{Deserialize, Serialize};
use tutti_types::invitations::{CreateInvitation, DEFAULT_DAYS, Invitation, MAX_DAYS};
use tutti_types::{ErrorCode, InvitationId, Permission};

use super::repeat::{remember_request, require_same};
use crate::access;
use crate::error::{Error, Result};
use crate::gate::{Member, Tx, WorkspaceResponse, positioned};
use crate::models::invitation::{self, NewInvitation};
use crate::models::member;
pub use accept::{accept, join, lets_in, preview, workspace_of};
use events::{created, resent, revoked};

/// Invitations that may wait in one workspace.
const MOST_WAITING: i64 = 500;

/// An invitation that was made or sent anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issued {
    pub invitation: Invitation,
    /// Whether the hash that came with this very call is its token's.
    #[serde(skip)]
    pub linked: bool,
}

impl WorkspaceResponse for Issued {
    fn require_readable(&self, _: &mut PgConnection, me: &Member) -> Result<()> {
        me.require(Permission::InvitationsManage)
    }
}

positioned! {
    Issued => |it| [&mut it.invitation.changed_seq];
}

impl Issued {
    fn new(invitation: impl Into<Invitation>) -> Self {
        Self {
            invitation: invitation.into(),
            linked: true,
        }
    }
}

/// Invites an address. What waits for it already is taken back.
///
/// # Errors
/// `forbidden`, `already_member`, `limit_reached`, `id_taken`, `validation_failed` for the days.
pub fn create(
    tx: &mut Tx<'_>,
    me: &Member,
    request: &CreateInvitation,
    token_hash: &[u8],
) -> Result<Issued> {
    let lasts = seconds(request.expires_in_days)?;
    let proof = access::invite(me, request.role)?;
    let request_hash = remember_request(tx, me.user_id(), request.id, request)?;
    if let Some(known) = known(tx, me, request, request_hash.as_ref(), token_hash)? {
        return Ok(known);
    }
    let email = request.email.as_str();
    if member::has_email(tx.conn, me.workspace_id(), email)? {
        return Err(Error::refused(
            ErrorCode::AlreadyMember,
            "They are a member of this workspace.",
        ));
    }
    if let Some(old) = invitation::waiting_for(tx.conn, me.workspace_id(), email)? {
        revoke(tx, me, old.id)?;
    }
    if invitation::count_waiting(tx.conn, me.workspace_id())? >= MOST_WAITING {
        return Err(Error::refused(
            ErrorCode::LimitReached,
            format!("At most {MOST_WAITING} invitations may wait at a time."),
        ));
    }
    let new = NewInvitation {
        id: request.id.unwrap_or_else(InvitationId::new),
        email: email.to_owned(),
        role: request.role,
        token_hash: token_hash.to_vec(),
        lasts,
        request_hash,
    };
    let mut issued = Issued::new(invitation::create(tx.conn, &proof, new)?);
    created(tx, &mut issued.invitation);
    Ok(issued)
}

/// A create that comes again with the client's own id gets the invitation as it is now, with another link: the first one's
/// token is not to be had any more.
fn known(
    tx: &mut Tx<'_>,
    me: &Member,
    request: &CreateInvitation,
    request_hash: Option<&Vec<u8>>,
    token_hash: &[u8],
) -> Result<Option<Issued>> {
    let Some(id) = request.id else {
        return Ok(None);
    };
    let workspace = me.workspace_id();
    let Some(found) = invitation::find(tx.conn, workspace, id)? else {
        return Ok(None);
    };
    let theirs = found.invited_by == Some(me.user_id())
        && found.email == request.email.as_str()
        && found.role == request.role;
    let kept = invitation::request_hash(tx.conn, workspace, id)?;
    require_same("invitation", theirs, kept, request_hash)?;
    if found.waiting {
        return relink(tx, me, id, token_hash).map(Some);
    }
    Err(Error::refused(
        ErrorCode::InvitationUnusable,
        "It was made, and accepted or taken back since.",
    ))
}

/// Puts another token in the place of one whose link was lost with the answer that held it. Nothing that anybody sees changes,
/// so there is no event.
///
/// # Errors
/// `forbidden`; `not_found`, also where it waits no longer.
pub fn relink(tx: &mut Tx<'_>, me: &Member, id: InvitationId, token_hash: &[u8]) -> Result<Issued> {
    let invitation = access::invitation(tx.conn, me, id)?;
    access::invite(me, invitation.role)?;
    invitation::rotate(tx.conn, &invitation, token_hash)?;
    Ok(Issued::new(invitation.into_subject()))
}

/// Sends an invitation anew: another link, and the usual days again. Whoever does so answers for it from now on.
///
/// # Errors
/// `forbidden`; `not_found`, also where it waits no longer.
pub fn resend(tx: &mut Tx<'_>, me: &Member, id: InvitationId, token_hash: &[u8]) -> Result<Issued> {
    let invitation = access::invitation(tx.conn, me, id)?;
    access::invite(me, invitation.role)?;
    let now = invitation::renew(tx.conn, &invitation, token_hash, seconds(None)?)?;
    let mut issued = Issued::new(now);
    resent(tx, &invitation, &mut issued.invitation);
    Ok(issued)
}

/// Takes an invitation back.
///
/// # Errors
/// `forbidden`; `not_found`, also where it waits no longer.
pub fn revoke(tx: &mut Tx<'_>, me: &Member, id: InvitationId) -> Result<()> {
    let invitation = access::invitation(tx.conn, me, id)?;
    // Whoever could not give a role takes it from nobody.
    access::invite(me, invitation.role)?;
    invitation::revoke(tx.conn, &invitation)?;
    revoked(tx, &invitation);
    Ok(())
}

/// For how many seconds an invitation can be accepted.
fn seconds(days: Option<u8>) -> Result<i64> {
    let days = days.unwrap_or(DEFAULT_DAYS);
    if !(1..=MAX_DAYS).contains(&days) {
        return Err(Error::invalid(
            "expires_in_days",
            format!("must be 1 to {MAX_DAYS}"),
        ));
    }
    Ok(i64::from(days) * 86_400)
}

#[cfg(test)]
mod tests {
    use tutti_types::Timestamp;

    use super::*;

    #[test]
    fn days_are_within_their_bounds() {
        for (days, fits) in [
            (None, true),
            (Some(1), true),
            (Some(30), true),
            (Some(0), false),
            (Some(31), false),
        ] {
            assert_eq!(seconds(days).is_ok(), fits, "{days:?}");
        }
    }

    #[test]
    fn a_kept_answer_has_no_link() {
        let invitation = Invitation {
            id: InvitationId::new(),
            email: "mira@example.com".to_owned(),
            role: tutti_types::Role::Member,
            changed_seq: 1,
            invited_by: None,
            created_at: Timestamp::from_micros(0),
            expires_at: Timestamp::from_micros(1),
        };
        let kept = serde_json::to_string(&Issued::new(invitation)).unwrap();
        let again: Issued = serde_json::from_str(&kept).unwrap();
        assert!(!again.linked);
    }
}
