//! `GET /workspaces/{ws}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::workspace;
use tutti_types::WorkspaceId;
use tutti_types::workspaces::Workspace;

use crate::app::App;
use crate::extract::{Caller, IfNoneMatch, Path};
use crate::routes::responses::ReadProblems;
use crate::{ApiResult, etag};

/// One workspace.
#[utoipa::path(
    tag = "workspaces", operation_id = "getWorkspace", summary = "A workspace", params(("ws" = WorkspaceId, Path), IfNoneMatch),
    responses((status = 200, description = "The workspace", body = Workspace), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}")]
pub async fn get(caller: Caller, app: Data<App>, ws: Path<WorkspaceId>) -> ApiResult {
    let found = app
        .gate
        .read(caller.0, ws.0, |conn, me| {
            Ok(Workspace::from(workspace::find(conn, me.workspace_id())?))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(found.version))
        .json(found))
}
