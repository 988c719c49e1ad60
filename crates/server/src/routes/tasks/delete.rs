//! `DELETE /workspaces/{ws}/tasks/{task}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::task;
use tutti_types::{TaskId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Puts a task in the trash, from which it can be restored.
#[utoipa::path(
    tag = "tasks", operation_id = "deleteTask", summary = "Delete a task", params(("ws" = WorkspaceId, Path), ("task" = TaskId, Path), IfMatch),
    responses((status = 204, description = "It is in the trash"), WriteProblems),
    extensions(("x-permission" = json!("tasks.delete"))),
)]
#[delete("/api/v1/workspaces/{ws}/tasks/{task}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, TaskId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    app.gate
        .write_locking(caller.0, ws, body.op, Some(id), move |tx, me| {
            task::delete(tx, me, id, &version.0)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
