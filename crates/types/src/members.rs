//! The people of a workspace.

use serde::{Deserialize, Serialize};

use crate::{Role, Timestamp, UserId};

/// A person in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Who.
    pub user_id: UserId,
    /// How colleagues see them.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are here.
    pub role: Role,
    /// Locked out, with nothing taken away.
    pub suspended: bool,
    /// When they joined.
    pub joined_at: Timestamp,
}

/// Who was a member and is none now: what they did still bears their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerMember {
    /// Who.
    pub user_id: UserId,
    /// Their name when they left.
    pub name: String,
}

/// `PATCH /workspaces/{ws}/members/{user}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMember {
    /// The new role; nobody grants more than they hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Lock out, or let back in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
}
