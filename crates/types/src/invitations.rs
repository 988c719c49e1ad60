//! Invitations into a workspace, by link.

use serde::{Deserialize, Serialize};

use crate::text::Email;
use crate::{InvitationId, Role, Timestamp, UserId, WorkspaceId};

/// How many days an invitation is good for where the request does not say.
pub const DEFAULT_DAYS: u8 = 7;
/// How many days an invitation is good for at most.
pub const MAX_DAYS: u8 = 30;

/// An invitation that waits. The token is in no answer but the `link` of creating and of resending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub id: InvitationId,
    /// The e-mail address it is bound to.
    pub email: String,
    /// What the person will be.
    pub role: Role,
    /// The position in the workspace's stream at which it last changed, the same here and in its event: within an epoch the newer wins.
    pub changed_seq: i64,
    /// Who invited.
    pub invited_by: Option<UserId>,
    /// When the invitation was made.
    pub created_at: Timestamp,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// An invitation with the link that accepts it, shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationLink {
    /// The invitation.
    #[serde(flatten)]
    pub invitation: Invitation,
    /// `<public url>/invite#<token>`; the token is in the fragment so that no server logs it.
    pub link: String,
}

/// `POST /workspaces/{ws}/invitations`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateInvitation {
    /// The client's own id for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<InvitationId>,
    /// Whom to invite; only an account of this address can accept.
    pub email: Email,
    /// What they will be; nobody lets in somebody who may do what they may not.
    pub role: Role,
    /// Days until it lapses, 1 to 30; 7 where absent.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::bounds::days"
    )]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 30))]
    pub expires_in_days: Option<u8>,
}

/// `GET /invitations/{token}`: what a person sees before accepting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationPreview {
    /// The workspace's name.
    pub workspace_name: String,
    /// Who invited, by name.
    pub invited_by: Option<String>,
    /// The e-mail address it is bound to.
    pub email: String,
    /// What the person will be.
    pub role: Role,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// `POST /invitations/{token}/accept` answers where one is a member now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// The workspace one has joined.
    pub workspace_id: WorkspaceId,
    /// What one is in it.
    pub role: Role,
}
