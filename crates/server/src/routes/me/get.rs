//! `GET /me`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::user;
use tutti_types::me::Me;

use crate::ApiResult;
use crate::app::App;
use crate::extract::Caller;
use crate::routes::responses::ReadProblems;

/// Who one is.
#[utoipa::path(
    tag = "me", operation_id = "getMe", summary = "The signed-in person",
    responses((status = 200, description = "The person", body = Me), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/me")]
pub async fn get(caller: Caller, app: Data<App>) -> ApiResult {
    let id = caller.user_id;
    let me = app
        .gate
        .me(caller.0, None, None, move |tx| {
            Ok(Me::from(user::find(tx.conn, id)?))
        })
        .await?;
    Ok(HttpResponse::Ok().json(me))
}
