//! `POST /me/password`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::password;
use tutti_db::gate::SystemUse;
use tutti_types::me::ChangePassword;

use crate::app::App;
use crate::extract::{Body, Caller};
use crate::routes::responses::WriteProblems;
use crate::{ApiError, ApiResult};

/// Changes one's password. All other sessions end, and their sockets close within a second. A wrong current password is 422 and
/// names the field.
///
/// An Idempotency-Key is not kept: its hash of the body would be one of the passwords, and far quicker to guess at than ours. A
/// repetition is known by the new password, which is the current one by then.
#[utoipa::path(
    tag = "me", operation_id = "changePassword", summary = "Change one's password",
    request_body(content = ChangePassword, example = json!({"current_password": "correct horse battery", "new_password": "staple the battery horse"})),
    responses((status = 204, description = "It is changed"), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[post("/api/v1/me/password")]
pub async fn change(caller: Caller, app: Data<App>, body: Body<ChangePassword>) -> ApiResult {
    let person = caller.0;
    // Whoever sits down at an open page may guess here as they may at the sign-in.
    app.limits.own_password(person.user_id)?;
    let ChangePassword {
        current_password,
        new_password,
    } = body.value;
    let kept = app
        .gate
        .system(SystemUse::Authentication, move |tx| {
            password::hash_of(tx, person)
        })
        .await?;
    let is_right = async |password: String| {
        let checked = app.passwords.check(password, kept.clone()).await?;
        Ok::<_, ApiError>(checked.right)
    };
    if !is_right(current_password).await? {
        if is_right(new_password.into_string()).await? {
            return Ok(HttpResponse::NoContent().finish());
        }
        return Err(password::wrong().into());
    }
    let new = app.passwords.hash(new_password.into_string()).await?;
    app.gate
        .system(SystemUse::Authentication, move |tx| {
            password::change(tx, person, kept.as_deref().unwrap_or_default(), &new)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
