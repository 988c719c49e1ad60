//! What register, login and refresh have in common: the answer with its tokens.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use tutti_db::gate::Principal;
use tutti_db::models::user::UserRow;
use tutti_types::SessionId;
use tutti_types::auth::SignedIn;

use crate::app::App;
use crate::auth::tokens::ACCESS_SECONDS;

/// The answer: the person, an access token, and the refresh token as a cookie.
#[must_use]
pub fn answer(
    app: &App,
    status: StatusCode,
    user: UserRow,
    session: SessionId,
    refresh: String,
) -> HttpResponse {
    let person = Principal {
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
