//! `POST /auth/login`

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use tutti_db::commands::session;
use tutti_db::gate::SystemUse;
use tutti_db::models::{credential, user};
use tutti_types::ErrorCode;
use tutti_types::auth::{Login, SignedIn};
use tutti_types::text::canonical_email;

use super::signed_in;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::Body;
use crate::routes::responses::PublicProblems;
use crate::{ApiError, ApiResult};

/// Signs in. A wrong address and a wrong password give the same answer after the same time.
#[utoipa::path(
    tag = "auth", operation_id = "login", summary = "Sign in", security(()),
    request_body(content = Login, example = json!({"email": "mira@example.com", "password": "correct horse battery"})),
    responses((status = 200, description = "Signed in", body = SignedIn), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[post("/api/v1/auth/login")]
pub async fn login(request: HttpRequest, app: Data<App>, body: Body<Login>) -> ApiResult {
    app.origins.require(&request)?;
    let device = Device::of(&request, &app.proxies);
    let email = canonical_email(&body.value.email);
    // One address trying many accounts is limited as well as many tries at one account.
    let attempt = app.limits.sign_in(device.network(), &email)?;
    let found = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            Ok(user::by_email(tx.conn, &email)?)
        })
        .await?;
    // No password of ours is longer, and hashing a megabyte would be a way to keep us busy.
    let password: String = body.value.password.chars().take(1_000).collect();
    let checked = app
        .passwords
        .check(password, found.as_ref().map(|(_, hash)| hash.clone()))
        .await?;
    let Some((user, kept)) = found.filter(|_| checked.right) else {
        return Err(wrong());
    };
    attempt.vouch();
    let (refresh, refresh_hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
    let person = user.clone();
    let session = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            // Whoever changes a password ends all sessions; one that began by the old one must not come after.
            if !credential::is_still(tx.conn, person.id, &kept)? {
                return Ok(None);
            }
            if let Some(hash) = &checked.rehashed {
                credential::rehash(tx.conn, person.id, &kept, hash)?;
            }
            let ip = device.ip_text();
            let agent = &device.user_agent;
            session::open(tx, person.id, agent, ip.as_deref(), &refresh_hash).map(Some)
        })
        .await?
        .ok_or_else(wrong)?;
    Ok(signed_in::answer(
        &app,
        StatusCode::OK,
        user,
        session,
        refresh,
    ))
}

fn wrong() -> ApiError {
    ApiError::new(
        ErrorCode::WrongCredentials,
        "E-mail or password is not right.",
    )
}
