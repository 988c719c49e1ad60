//! `POST /auth/register`

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use tutti_db::commands::account::{self, NewAccount};
use tutti_db::gate::SystemUse;
use tutti_types::auth::{Register, SignedIn};

use crate::app::App;
use crate::auth::device::Device;
use crate::auth::{sign_in, tokens};
use crate::extract::Body;
use crate::limits::Rule;
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
    let device = Device::of(&request, &app);
    app.limits
        .take(Rule::SignUp, app.limits.key(device.network()))?;
    let Register {
        email,
        password,
        name,
        invitation,
    } = body.value;
    let password_hash = app.passwords.hash(password.into_string()).await?;
    let (refresh, refresh_hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
    let new = NewAccount {
        email: email.as_str().to_owned(),
        name: name.as_str().to_owned(),
        password_hash,
        invitation: invitation.map(|token| tokens::hash(&token)),
        ip: device.ip_text(),
        user_agent: device.user_agent,
        refresh_hash,
    };
    let admission = app.admission;
    let made = app.gate.system(SystemUse::Authentication, move |tx| {
        account::create(tx, admission, &new)
    });
    let (user, session) = made.await?;
    let status = StatusCode::CREATED;
    Ok(sign_in::answer(&app, status, user, session, refresh))
}
