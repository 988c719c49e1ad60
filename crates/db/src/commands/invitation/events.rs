//! What is told of invitations, to those who run the workspace.

use tutti_types::activity::{Change, Subject};
use tutti_types::events::{Audience, EventKind, InvitationChanged, InvitationGone};
use tutti_types::invitations::Invitation;
use tutti_types::{InvitationId, Permission};

use crate::commands::Changes;
use crate::gate::{ActivityEntry, Tx};
use crate::models::invitation::InvitationRow;

fn entry(id: InvitationId, email: &str, changes: Vec<Change>) -> ActivityEntry {
    ActivityEntry {
        subject: Subject::invitation(id, email),
        room: None,
        changes,
    }
}

/// An invitation was made. As what is told by the entry, which outlives it.
pub(super) fn created(tx: &mut Tx<'_>, invitation: &mut Invitation) {
    let mut changes = Changes::default();
    changes.field("role", &None, &Some(invitation.role));
    issued(tx, invitation, changes);
}

/// An invitation was sent anew, which gave it more time.
pub(super) fn resent(tx: &mut Tx<'_>, old: &InvitationRow, invitation: &mut Invitation) {
    let mut changes = Changes::default();
    changes.field("expires_at", &old.expires_at, &invitation.expires_at);
    issued(tx, invitation, changes);
}

fn issued(tx: &mut Tx<'_>, invitation: &mut Invitation, changes: Changes) {
    invitation.changed_seq = tx.next_seq();
    let data = InvitationChanged {
        invitation: invitation.clone(),
    };
    let entry = entry(invitation.id, &invitation.email, changes.0);
    tx.emit(
        EventKind::InvitationCreated,
        Audience::May(Permission::InvitationsManage),
        &data,
        entry,
    );
}

/// An invitation was taken back.
pub(super) fn revoked(tx: &mut Tx<'_>, invitation: &InvitationRow) {
    over(tx, EventKind::InvitationRevoked, invitation);
}

/// An invitation was accepted.
pub(super) fn accepted(tx: &mut Tx<'_>, invitation: &InvitationRow) {
    over(tx, EventKind::InvitationAccepted, invitation);
}

fn over(tx: &mut Tx<'_>, kind: EventKind, invitation: &InvitationRow) {
    let data = InvitationGone {
        invitation_id: invitation.id,
    };
    let entry = entry(invitation.id, &invitation.email, Vec::new());
    tx.emit(
        kind,
        Audience::May(Permission::InvitationsManage),
        &data,
        entry,
    );
}
