//! The signed-in person's own things.

use serde::{Deserialize, Serialize};

use crate::text::{NewPassword, PersonName};
use crate::{Role, Timestamp, UserId, WorkspaceId};

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Their id.
    pub id: UserId,
    /// The sign-in name.
    pub email: String,
    /// How colleagues see them.
    pub name: String,
    /// When they signed up.
    pub created_at: Timestamp,
    /// Rises with every change of the person's own things.
    pub rev: i64,
}

/// `PATCH /me`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMe {
    /// The new name.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::patch::set"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    pub name: Option<PersonName>,
}

/// `POST /me/password`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password of now. It is not checked against the rule of new ones.
    pub current_password: String,
    /// The new password, 10 to 200 characters.
    pub new_password: NewPassword,
}

/// A workspace in the list of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyWorkspace {
    pub id: WorkspaceId,
    pub name: String,
    /// Its name in URLs.
    pub slug: String,
    /// Its earlier names in URLs, which lead to it still.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub former_slugs: Vec<String>,
    /// What the person is in it.
    pub role: Role,
    /// When they joined.
    pub joined_at: Timestamp,
    /// Whether they are suspended there: then all but this is 404. Absent where they are not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspended: bool,
    /// When it was deleted; absent of a living one. Until [`TRASH_DAYS`](crate::trash::TRASH_DAYS) later it can be restored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
}

/// `GET /me/changes?after=`: one's own things as they are now, where `rev` is another than `after`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyChanges {
    /// The revision these are of.
    pub rev: i64,
    /// The person, where anything changed since `after`.
    pub user: Option<Me>,
    /// Their workspaces, where anything changed since `after`.
    pub workspaces: Option<Vec<MyWorkspace>>,
}

/// The query of `GET /me/changes`.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ChangesQuery {
    /// The revision the client has; 0 where absent.
    #[serde(default)]
    pub after: i64,
}

text_enum!(
    /// What of a person's own things changed, in a `me` frame.
    MeWhat {
        /// Name or address.
        Profile = "profile",
        /// Joined, left, was removed, or one's role changed.
        Workspaces = "workspaces",
        /// Signed in or out somewhere.
        Sessions = "sessions",
    }
);
