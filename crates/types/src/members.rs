//! The people of a workspace.

use serde::{Deserialize, Serialize};

use crate::{Patch, Rights, Role, RoleId, Timestamp, UserId};

/// How many hues tell people apart.
pub const HUES: usize = 7;

/// The hue of a person, from 0 and below [`HUES`]. It is taken from their id, so that they have the same one on every screen. People share
/// one by chance.
#[must_use]
pub fn hue(user: UserId) -> usize {
    usize::try_from(user.0.as_u128() % HUES as u128).unwrap_or_default()
}

/// A person in a workspace. A guest is told the others by id and name only: all else is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The person's id.
    pub user_id: UserId,
    /// How colleagues see them.
    pub name: String,
    /// The position in the workspace's stream at which they last changed here, the same in their event: within an epoch the newer wins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub changed_seq: Option<i64>,
    /// Their e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub email: Option<String>,
    /// What they are here; where they hold a custom role, its base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    pub role: Option<Role>,
    /// Their custom role, where they hold one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = RoleId))]
    pub custom_role_id: Option<RoleId>,
    /// What their custom role holds; absent where they hold none, and may do what their `role` may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::Permission>))]
    pub permissions: Option<Rights>,
    /// Suspended: they have no access, and nothing is taken from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub suspended: Option<bool>,
    /// When they joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Timestamp))]
    pub joined_at: Option<Timestamp>,
}

impl Member {
    /// Somebody of whom no more is told than what they are called.
    #[must_use]
    pub const fn by_name(user_id: UserId, name: String) -> Self {
        Self {
            user_id,
            name,
            changed_seq: None,
            email: None,
            role: None,
            custom_role_id: None,
            permissions: None,
            suspended: None,
            joined_at: None,
        }
    }

    /// What they may do, or might if they were not suspended; `None` of whom no more is told than what they are called.
    #[must_use]
    pub fn rights(&self) -> Option<Rights> {
        self.permissions.or_else(|| self.role.map(Role::rights))
    }

    /// Whether they are known to be suspended.
    #[must_use]
    pub fn is_suspended(&self) -> bool {
        self.suspended == Some(true)
    }
}

/// Somebody who is no longer a member: what they did keeps their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerMember {
    /// The person's id.
    pub user_id: UserId,
    /// Their name when they left.
    pub name: String,
}

/// `PATCH /workspaces/{ws}/members/{user}`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMember {
    /// The new role, in place of a custom one that has another base; nobody gives or takes a permission that they lack.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    pub role: Option<Role>,
    /// The new custom role; `null` takes theirs, and leaves them its base. A `role` beside it must be its base.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<RoleId>))]
    pub custom_role_id: Patch<RoleId>,
    /// Suspend or unsuspend.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub suspended: Option<bool>,
}
