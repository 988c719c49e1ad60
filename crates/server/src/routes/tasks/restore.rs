//! `POST /workspaces/{ws}/tasks/{task}/restore`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::task;
use tutti_types::tasks::Task;
use tutti_types::{TaskId, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Takes a task out of the trash, to where it stood.
#[utoipa::path(
    tag = "tasks", operation_id = "restoreTask", summary = "Restore a task", params(("ws" = WorkspaceId, Path), ("task" = TaskId, Path), IfMatch),
    responses((status = 200, description = "The task as it is now", body = Task), WriteProblems),
    extensions(("x-permission" = json!("tasks.delete"))),
)]
#[post("/api/v1/workspaces/{ws}/tasks/{task}/restore")]
pub async fn restore(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, TaskId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    let task = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            task::restore(tx, me, id, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(task.version))
        .json(task))
}
