//! `PATCH /me`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands;
use tutti_types::me::{Me, UpdateMe};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Body, Caller};
use crate::routes::responses::WriteProblems;

/// Changes one's name, which every workspace one is in learns.
#[utoipa::path(
    tag = "me", operation_id = "updateMe", summary = "Change one's profile",
    request_body(content = UpdateMe, example = json!({"name": "Mira Solano"})),
    responses((status = 200, description = "The person as they are now", body = Me), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[patch("/api/v1/me")]
pub async fn update(caller: Caller, app: Data<App>, body: Body<UpdateMe>) -> ApiResult {
    let (id, change) = (caller.user_id, body.value);
    let me = app
        .gate
        .me(caller.0, None, body.op, move |tx| {
            commands::me::update(tx, id, &change)
        })
        .await?;
    Ok(HttpResponse::Ok().json(me))
}
