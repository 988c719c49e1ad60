//! `GET /workspaces`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::user;
use tutti_types::Page;
use tutti_types::me::MyWorkspace;

use crate::ApiResult;
use crate::app::App;
use crate::extract::Caller;
use crate::routes::responses::ReadProblems;

/// The workspaces one belongs to, in the order one joined; all of them, since nobody is in thousands.
#[utoipa::path(
    tag = "workspaces", operation_id = "listWorkspaces", summary = "One's workspaces",
    responses((status = 200, description = "The workspaces", body = Page<MyWorkspace>), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/workspaces")]
pub async fn list(caller: Caller, app: Data<App>) -> ApiResult {
    let user = caller.user_id;
    let items = app
        .gate
        .me(caller.0, None, None, move |tx| {
            Ok(user::workspaces(tx.conn, user)?)
        })
        .await?;
    Ok(HttpResponse::Ok().json(Page {
        items,
        next_cursor: None,
    }))
}
