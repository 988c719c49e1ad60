//! What register, login and refresh have in common: a session, its tokens, the answer.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use tutti_db::commands::session;
use tutti_db::gate::{Person, Tx};
use tutti_db::models::user::UserRow;
use tutti_types::SessionId;
use tutti_types::auth::SignedIn;

use super::device::Device;
use super::tokens::ACCESS_SECONDS;
use crate::app::App;

/// Opens a session in the transaction that found or made the person.
///
/// # Errors
/// Where the database fails.
pub fn open(
    tx: &mut Tx<'_>,
    user: &UserRow,
    device: &Device,
    refresh_hash: &[u8],
) -> tutti_db::Result<SessionId> {
    let ip = device.ip.map(|ip| ip.to_string());
    session::open(tx, user.id, &device.user_agent, ip.as_deref(), refresh_hash)
}

/// The answer: the person, an access token, and the refresh token as a cookie.
#[must_use]
pub fn answer(
    app: &App,
    status: StatusCode,
    user: UserRow,
    session: SessionId,
    refresh: String,
) -> HttpResponse {
    let person = Person {
        user_id: user.id,
        session_id: session,
    };
    let body = SignedIn {
        user: user.into(),
        access_token: app.tokens.issue(person),
        expires_in: ACCESS_SECONDS,
    };
    HttpResponse::build(status)
        .cookie(app.refresh_cookie.with(refresh))
        .cookie(app.refresh_cookie.hint(true))
        .json(body)
}
