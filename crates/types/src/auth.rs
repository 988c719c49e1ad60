//! Signing up, signing in, staying signed in.

use serde::{Deserialize, Serialize};

use crate::me::Me;
use crate::text::{Email, NewPassword, PersonName};
use crate::{SessionId, Timestamp};

/// The most characters of a `User-Agent` that are kept.
pub const MAX_USER_AGENT: usize = 200;

/// `POST /auth/register`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    /// Becomes the sign-in name.
    pub email: Email,
    /// 10 to 200 characters.
    pub password: NewPassword,
    /// How colleagues see the person.
    pub name: PersonName,
    /// The token of an invitation, which lets a person in where sign-up is by invitation. One that nobody can use is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
}

/// `POST /auth/login`. The password is not checked against the rule of new ones, so that an old one still works.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Login {
    /// The sign-in name.
    #[serde(deserialize_with = "crate::text::comparable")]
    pub email: String,
    /// The password.
    pub password: String,
}

text_enum!(
    /// Who may make an account here now.
    SignUp {
        /// Anybody.
        Open = "open",
        /// Who holds an invitation to their address.
        Invited = "invited",
        /// Nobody.
        Closed = "closed",
    }
);

/// `GET /auth/options`: what a page has to know before it shows a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthOptions {
    /// Who may make an account. Where the operator chose `invited` it is `open` until the first account is made.
    pub sign_up: SignUp,
}

/// `POST /auth/password/reset`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// The token of the link.
    pub token: String,
    /// The new password, 10 to 200 characters.
    pub password: NewPassword,
}

/// What register, login and refresh answer; the refresh token comes as an HttpOnly cookie beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// Who signed in.
    pub user: Me,
    /// Send it as `Authorization: Bearer …`; keep it in memory only.
    pub access_token: String,
    /// Seconds until the access token expires.
    pub expires_in: u32,
}

/// A signed-in browser or device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// The browser as it named itself, at most 200 characters.
    pub user_agent: String,
    /// The address it signed in from.
    pub ip: Option<String>,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it last renewed its token.
    pub last_seen_at: Timestamp,
}
