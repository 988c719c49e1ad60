//! `POST /auth/password/reset`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use tutti_db::commands::password;
use tutti_db::gate::SystemUse;
use tutti_types::auth::ResetPassword;

use crate::ApiResult;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::Body;
use crate::routes::responses::PublicProblems;

/// Sets a new password by a link, which works once and for an hour. All sessions of the account end, and their sockets close
/// within a second; nobody is signed in by it.
#[utoipa::path(
    tag = "auth", operation_id = "resetPassword", summary = "Set a new password by a link", security(()),
    request_body(content = ResetPassword, example = json!({"token": "Vb0h1x…", "password": "correct horse battery"})),
    responses((status = 204, description = "The password is set"), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[post("/api/v1/auth/password/reset")]
pub async fn reset_password(
    request: HttpRequest,
    app: Data<App>,
    body: Body<ResetPassword>,
) -> ApiResult {
    app.origins.require(&request)?;
    let device = Device::of(&request, &app);
    let ResetPassword { token, password } = body.value;
    let hash = tokens::hash(&token);
    let attempt = app.limits.link(device.network(), &hash)?;
    let shown = hash.clone();
    app.gate
        .system(SystemUse::Authentication, move |tx| {
            password::check_link(tx, &shown)
        })
        .await?;
    attempt.vouch();
    let new = app.passwords.hash(password.into_string()).await?;
    app.gate
        .system(SystemUse::Authentication, move |tx| {
            password::reset(tx, &hash, &new)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
