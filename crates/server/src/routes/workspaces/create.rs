//! `POST /workspaces`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::workspace;
use tutti_types::WorkspaceId;
use tutti_types::workspaces::{CreateWorkspace, Workspace};

use crate::app::App;
use crate::extract::{Body, Caller};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Makes a workspace. Whoever makes it is its owner; a board with four columns comes along.
#[utoipa::path(
    tag = "workspaces", operation_id = "createWorkspace", summary = "Make a workspace",
    request_body(content = CreateWorkspace, example = json!({"name": "Larkfield"})),
    responses((status = 201, description = "The workspace", body = Workspace), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[post("/api/v1/workspaces")]
pub async fn create(caller: Caller, app: Data<App>, body: Body<CreateWorkspace>) -> ApiResult {
    let user = caller.user_id;
    let id = body.value.id.unwrap_or_else(WorkspaceId::new);
    let made = app
        .gate
        .me(caller.0, Some(id), body.op, move |tx| {
            workspace::create(tx, user, id, &body.value)
        })
        .await?;
    Ok(HttpResponse::Created()
        .insert_header(etag::of(made.version))
        .json(made))
}
