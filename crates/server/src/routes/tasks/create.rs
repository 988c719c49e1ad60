//! `POST /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::task;
use tutti_types::WorkspaceId;
use tutti_types::tasks::{CreateTask, Task};

use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Makes a task at the end of a column.
#[utoipa::path(
    tag = "tasks", operation_id = "createTask", summary = "Make a task", params(("ws" = WorkspaceId, Path)),
    request_body(content = CreateTask, example = json!({"board_id": "0190a0a0-0000-7000-8000-000000000001", "title": "Ship it", "status": "todo"})),
    responses((status = 201, description = "The task", body = Task), WriteProblems),
    extensions(("x-permission" = json!("tasks.create"))),
)]
#[post("/api/v1/workspaces/{ws}/tasks")]
pub async fn create(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    body: Body<CreateTask>,
) -> ApiResult {
    let task = app
        .gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            task::create(tx, me, body.value.clone())
        })
        .await?;
    Ok(HttpResponse::Created()
        .insert_header(etag::of(task.version))
        .json(task))
}
