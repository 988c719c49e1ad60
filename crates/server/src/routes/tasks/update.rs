//! `PATCH /workspaces/{ws}/tasks/{task}`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands::task;
use tutti_types::tasks::{Task, UpdateTask};
use tutti_types::{TaskId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Changes the fields that are sent. A status moves the task to the end of the board's first column of it.
#[utoipa::path(
    tag = "tasks", operation_id = "updateTask", summary = "Change a task", params(("ws" = WorkspaceId, Path), ("task" = TaskId, Path), IfMatch),
    request_body(content = UpdateTask, example = json!({"title": "Ship it today", "description": null})),
    responses((status = 200, description = "The task as it is now", body = Task), WriteProblems),
    extensions(("x-permission" = json!("tasks.update"))),
)]
#[patch("/api/v1/workspaces/{ws}/tasks/{task}")]
pub async fn update(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, TaskId)>,
    version: IfMatch,
    body: Body<UpdateTask>,
) -> ApiResult {
    let Path((ws, id)) = ids;
    // A status takes it to a column, which is locked before it.
    let locked = body.value.status.is_none().then_some(id);
    let task = app
        .gate
        .write_locking(caller.0, ws, body.op, locked, move |tx, me| {
            task::update(tx, me, id, &body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(task.version))
        .json(task))
}
