//! `PATCH /workspaces/{ws}`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands::workspace;
use tutti_types::WorkspaceId;
use tutti_types::workspaces::{UpdateWorkspace, Workspace};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Renames a workspace, or gives it another slug or prefix of its tasks' keys. Those it had before stay its own.
#[utoipa::path(
    tag = "workspaces", operation_id = "updateWorkspace", summary = "Change a workspace", params(("ws" = WorkspaceId, Path), IfMatch),
    request_body(content = UpdateWorkspace, example = json!({"name": "Larkfield Studios"})),
    responses((status = 200, description = "The workspace as it is now", body = Workspace), WriteProblems),
    extensions(("x-permission" = json!("workspace.update"))),
)]
#[patch("/api/v1/workspaces/{ws}")]
pub async fn update(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    version: IfMatch,
    body: Body<UpdateWorkspace>,
) -> ApiResult {
    let now = app
        .gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            workspace::update(tx, me, &body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
