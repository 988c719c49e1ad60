//! `GET /auth/options`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_types::auth::AuthOptions;

use crate::ApiResult;
use crate::app::App;
use crate::routes::responses::PublicProblems;

/// How one may come in here: what a page has to know before it shows a form.
#[utoipa::path(
    tag = "auth", operation_id = "getAuthOptions", summary = "How one may come in here", security(()),
    responses((status = 200, description = "What the operator allows now", body = AuthOptions), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[get("/api/v1/auth/options")]
pub async fn options(app: Data<App>) -> ApiResult {
    let sign_up = app.sign_ups.now(&app.gate).await?;
    Ok(HttpResponse::Ok().json(AuthOptions { sign_up }))
}
