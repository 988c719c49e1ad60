//! `POST /auth/password/reset`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use tutti_db::commands::password::{self, ResetLinkState};
use tutti_db::gate::SystemUse;
use tutti_types::auth::ResetPassword;

use crate::ApiResult;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::Body;
use crate::routes::responses::PublicProblems;

/// Sets a new password by a link, which works once and for an hour. All sessions of the account end, and their sockets close
/// within a second; nobody is signed in by it. A link that set the very password that is sent is answered as it was then.
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
    let device = Device::of(&request, &app.proxies);
    let ResetPassword { token, password } = body.value;
    let hash = tokens::hash(&token);
    let attempt = app.limits.link(device.network(), &hash)?;
    let password = password.into_string();
    let shown = hash.clone();
    let link = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            password::look_at_link(tx, &shown)
        })
        .await?;
    let used = match link {
        ResetLinkState::Used { .. } => Some(link),
        ResetLinkState::Fresh => {
            let new = app.passwords.hash(password.clone()).await?;
            app.gate
                .system(SystemUse::Authentication, move |tx| {
                    password::reset(tx, &hash, &new)
                })
                .await?
        }
    };
    // A link that was used sets nothing, but tells who set this very password by it that it is set. Whoever else holds it is no
    // nearer to the account, and guesses as one whom nobody knows.
    if let Some(ResetLinkState::Used { password_hash }) = used {
        let checked = app.passwords.check(password, Some(password_hash)).await?;
        if !checked.right {
            return Err(password::unusable().into());
        }
    }
    attempt.vouch();
    Ok(HttpResponse::NoContent().finish())
}
