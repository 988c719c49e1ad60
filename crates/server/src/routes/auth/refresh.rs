//! `POST /auth/refresh`

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use tutti_db::commands;
use tutti_db::gate::{SystemUse, Tx};
use tutti_db::models::user::UserRow;
use tutti_db::models::{session, user};
use tutti_types::SessionId;
use tutti_types::auth::SignedIn;

use super::signed_in;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::NoBody;
use crate::routes::responses::PublicProblems;
use crate::{ApiError, ApiResult};

/// Exchanges the refresh cookie for a new one and a new access token. The old one still works until its successor is first
/// used, so a lost answer costs nothing; shown again more than 10 s after that, it was stolen, and the session ends.
#[utoipa::path(
    tag = "auth", operation_id = "refresh", summary = "Renew the access token", security(("refresh_cookie" = [])),
    responses((status = 200, description = "Renewed", body = SignedIn), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[post("/api/v1/auth/refresh")]
pub async fn refresh(request: HttpRequest, app: Data<App>, _body: NoBody) -> ApiResult {
    app.origins.require(&request)?;
    let token = app
        .refresh_cookie
        .read(&request)
        .ok_or_else(ApiError::unauthenticated)?;
    let device = Device::of(&request, &app.proxies);
    app.limits.renewal(device.network())?;
    let (next, next_hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
    let shown_hash = tokens::hash(&token);
    let renewed = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            renew(tx, &shown_hash, &next_hash)
        })
        .await?;
    let (user, session) = renewed.ok_or_else(ApiError::unauthenticated)?;
    Ok(signed_in::answer(&app, StatusCode::OK, user, session, next))
}

fn renew(
    tx: &mut Tx<'_>,
    hash: &[u8],
    next: &[u8],
) -> tutti_db::Result<Option<(UserRow, SessionId)>> {
    let Some(shown) = session::show(tx.conn, hash)?.filter(|shown| shown.alive) else {
        return Ok(None);
    };
    // Only a thief, or the person robbed, shows a token whose successor has been in use for a while.
    if shown.is_old {
        commands::session::end(tx, shown.user_id, shown.session_id, "session.stolen")?;
        return Ok(None);
    }
    session::exchange(tx.conn, &shown, hash, next)?;
    Ok(Some((
        user::find(tx.conn, shown.user_id)?,
        shown.session_id,
    )))
}
