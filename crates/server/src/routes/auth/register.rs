//! `POST /auth/register`

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use serde_json::json;
use tutti_db::commands::invitation;
use tutti_db::gate::{SystemUse, Tx};
use tutti_db::models::user::{self, UserRow};
use tutti_types::ErrorCode;
use tutti_types::auth::{Register, SignedIn};

use crate::app::App;
use crate::auth::device::Device;
use crate::auth::sign_in;
use crate::auth::tokens;
use crate::config::Signup;
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
    let invitation = invitation.map(|token| tokens::hash(&token));
    let hash = app.passwords.hash(password.into_string()).await?;
    let (refresh, refresh_hash) = tokens::opaque().map_err(|_| ApiError::unavailable())?;
    let (policy, loopback) = (app.signup, app.loopback);
    let (user, session) = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            admit(
                tx.conn,
                policy,
                loopback,
                invitation.as_deref(),
                email.as_str(),
            )?;
            let user = user::create(tx.conn, email.as_str(), name.as_str(), &hash)?;
            user::log(
                tx.conn,
                user.id,
                "account.created",
                json!({ "ip": device.ip }),
            )?;
            let session = sign_in::open(tx, &user, &device, &refresh_hash)?;
            if let Some(hash) = &invitation {
                join(tx, &user, hash)?;
            }
            Ok((user, session))
        })
        .await?;
    Ok(sign_in::answer(
        &app,
        StatusCode::CREATED,
        user,
        session,
        refresh,
    ))
}

/// Joins the workspace of an invitation to this address; one of another address, or one that is over, is left for later.
fn join(tx: &mut Tx<'_>, user: &UserRow, token_hash: &[u8]) -> tutti_db::Result<()> {
    if user::invited(tx.conn, token_hash, &user.email)? {
        match invitation::join(tx, user.id, token_hash) {
            // Refused before anything was written: the account is made all the same.
            Ok(_) | Err(tutti_db::Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether this person may make an account here.
fn admit(
    conn: &mut diesel::PgConnection,
    policy: Option<Signup>,
    loopback: bool,
    invitation: Option<&[u8]>,
    email: &str,
) -> tutti_db::Result<()> {
    let closed = |why: &'static str| Err(tutti_db::Error::refused(ErrorCode::SignupClosed, why));
    let policy = match policy {
        // Somebody has to be the first, who can then invite the others.
        None | Some(Signup::Invited) if !user::any(conn)? => Signup::Open,
        None if loopback => Signup::Open,
        None => Signup::Invited,
        Some(policy) => policy,
    };
    match policy {
        Signup::Open => Ok(()),
        Signup::Closed => closed("Nobody can sign up here. Ask whoever runs this Tutti."),
        Signup::Invited => match invitation {
            Some(hash) if user::invited(conn, hash, email)? => Ok(()),
            _ => closed("Ask a member of a workspace here to invite you."),
        },
    }
}
