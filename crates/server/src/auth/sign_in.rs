//! What register, login and refresh have in common: a session, its tokens, the answer.

use actix_web::http::StatusCode;
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse};
use tutti_db::commands::session;
use tutti_db::gate::{Person, Tx};
use tutti_db::models::user::UserRow;
use tutti_types::SessionId;
use tutti_types::auth::SignedIn;

use super::tokens::ACCESS_SECONDS;
use crate::app::App;

/// Where a request came from, as it is kept with a session.
#[derive(Clone, Debug)]
pub struct Device {
    user_agent: String,
    /// The address, as text.
    pub ip: String,
}

impl Device {
    /// Reads it off a request. A proxy's word for the address counts where the operator trusts that proxy.
    #[must_use]
    pub fn of(request: &HttpRequest, app: &App) -> Self {
        let user_agent = request
            .headers()
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let peer = request.peer_addr().map(|addr| addr.ip());
        let forwarded = request
            .headers()
            .get("x-forwarded-for")
            .and_then(|value| value.to_str().ok());
        let told = peer
            .filter(|ip| app.trusted_proxies.contains(ip))
            .and(forwarded)
            .and_then(|list| list.rsplit(',').next());
        let ip = told
            .map(|ip| ip.trim().to_owned())
            .filter(|ip| ip.parse::<std::net::IpAddr>().is_ok());
        let ip = ip
            .or_else(|| peer.map(|ip| ip.to_string()))
            .unwrap_or_default();
        Self {
            user_agent: user_agent.chars().take(200).collect(),
            ip,
        }
    }
}

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
    session::open(
        tx,
        user.id,
        &device.user_agent,
        Some(&device.ip),
        refresh_hash,
    )
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
