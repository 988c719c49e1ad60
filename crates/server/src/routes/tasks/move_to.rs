//! `POST /workspaces/{ws}/tasks/{task}/move`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::task;
use tutti_types::tasks::{MoveTask, Task};
use tutti_types::{TaskId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Moves a task before or after another card, or to the end of a column. Another board's column has to be named with its board.
#[utoipa::path(
    tag = "tasks", operation_id = "moveTask", summary = "Move a task", params(("ws" = WorkspaceId, Path), ("task" = TaskId, Path), IfMatch),
    request_body(content = MoveTask, example = json!({"column_id": "0190a0a0-0000-7000-8000-000000000002", "before": "0190a0a0-0000-7000-8000-000000000003"})),
    responses((status = 200, description = "The task as it is now", body = Task), WriteProblems),
    extensions(("x-permission" = json!("tasks.update"))),
)]
#[post("/api/v1/workspaces/{ws}/tasks/{task}/move")]
pub async fn move_to(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, TaskId)>,
    version: IfMatch,
    body: Body<MoveTask>,
) -> ApiResult {
    let Path((ws, id)) = ids;
    let task = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            task::move_to(tx, me, id, body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(task.version))
        .json(task))
}
