//! `POST /auth/register`

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use tutti_db::commands::account::{self, NewAccount};
use tutti_db::commands::invitation;
use tutti_db::gate::SystemUse;
use tutti_types::auth::{Register, SignedIn};

use super::signed_in;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::Body;
use crate::routes::responses::PublicProblems;
use crate::{ApiError, ApiResult};

/// Makes an account and signs in. With the token of an invitation to this very address the person has joined its workspace, and
/// is in where sign-up is by invitation: holding the link stands for the proof of the address.
#[utoipa::path(
    tag = "auth", operation_id = "register", summary = "Sign up", security(()),
    request_body(content = Register, example = json!({"email": "mira@example.com", "password": "correct horse battery", "name": "Mira Solano"})),
    responses((status = 201, description = "Signed in", body = SignedIn), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[post("/api/v1/auth/register")]
pub async fn register(request: HttpRequest, app: Data<App>, body: Body<Register>) -> ApiResult {
    app.origins.require(&request)?;
    let device = Device::of(&request, &app.proxies);
    let Register {
        email,
        password,
        name,
        invitation,
    } = body.value;
    let invitation = invitation.map(|token| tokens::hash(&token));
    limit(&app, &device, invitation.as_deref(), email.as_str()).await?;
    let password_hash = app.passwords.hash(password.into_string()).await?;
    let (refresh, refresh_hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
    let new = NewAccount {
        email: email.as_str().to_owned(),
        name: name.as_str().to_owned(),
        password_hash,
        invitation,
        ip: device.ip_text(),
        user_agent: device.user_agent,
        refresh_hash,
    };
    let sign_up = app.sign_ups.chosen;
    let made = app.gate.system(SystemUse::Authentication, move |tx| {
        account::create(tx, sign_up, &new)
    });
    let (user, session) = made.await?;
    let status = StatusCode::CREATED;
    Ok(signed_in::answer(&app, status, user, session, refresh))
}

/// Somebody who is invited is vouched for: a whole team may be invited at once, and sit behind one address.
async fn limit(
    app: &App,
    device: &Device,
    invitation: Option<&[u8]>,
    email: &str,
) -> Result<(), ApiError> {
    if let Some(hash) = invitation {
        let attempt = app.limits.link(device.network(), hash)?;
        let (hash, email) = (hash.to_vec(), email.to_owned());
        let invited = app.gate.system(SystemUse::Authentication, move |tx| {
            invitation::lets_in(tx, &hash, &email)
        });
        if invited.await? {
            attempt.vouch();
            return Ok(());
        }
    }
    app.limits.sign_up(device.network())
}
