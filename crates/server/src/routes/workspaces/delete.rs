//! `DELETE /workspaces/{ws}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::workspace;
use tutti_types::WorkspaceId;

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Puts a workspace into the trash. Its people lose it at once; for 30 days an owner can restore it, with its members and all in it.
#[utoipa::path(
    tag = "workspaces", operation_id = "deleteWorkspace", summary = "Delete a workspace", params(("ws" = WorkspaceId, Path), IfMatch),
    responses((status = 204, description = "It is gone"), WriteProblems),
    extensions(("x-permission" = json!("workspace.delete"))),
)]
#[delete("/api/v1/workspaces/{ws}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    app.gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            workspace::delete(tx, me, &version.0)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
