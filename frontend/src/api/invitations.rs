//! Invitations.

use tutti_types::invitations::{
    Accepted, CreateInvitation, Invitation, InvitationLink, InvitationPreview,
};
use tutti_types::{InvitationId, WorkspaceId, paths};

use super::{Call, Error, query};

/// All that wait, the last at first.
pub async fn all(ws: WorkspaceId) -> Result<Vec<Invitation>, Error> {
    query::all(&paths::invitations(ws)).await
}

/// Invites.
pub async fn create(ws: WorkspaceId, body: &CreateInvitation) -> Result<InvitationLink, Error> {
    Call::post(paths::invitations(ws), body).json().await
}

/// Makes a new link; the old one no longer works.
pub async fn resend(ws: WorkspaceId, id: InvitationId) -> Result<InvitationLink, Error> {
    let nothing = serde_json::Map::new();
    Call::post(paths::invitation_resend(ws, id), &nothing)
        .json()
        .await
}

/// Takes it back.
pub async fn revoke(ws: WorkspaceId, id: InvitationId) -> Result<(), Error> {
    Call::delete(paths::workspace_invitation(ws, id))
        .done()
        .await
}

/// What an invited person sees, signed in or not.
pub async fn preview(token: &str) -> Result<InvitationPreview, Error> {
    Call::get(paths::invitation(token)).anonymous().json().await
}

/// Joins.
pub async fn accept(token: &str) -> Result<Accepted, Error> {
    let nothing = serde_json::Map::new();
    Call::post(paths::invitation_accept(token), &nothing)
        .json()
        .await
}
