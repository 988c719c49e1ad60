//! `GET /workspaces/{ws}/tasks/{task}`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_types::tasks::Task;
use tutti_types::{TaskId, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, IfNoneMatch, Path};
use crate::routes::responses::ReadProblems;
use crate::{ApiResult, etag};

/// One task, whole; one in the trash has `deleted_at`.
#[utoipa::path(
    tag = "tasks", operation_id = "getTask", summary = "A task", params(("ws" = WorkspaceId, Path), ("task" = TaskId, Path), IfNoneMatch),
    responses((status = 200, description = "The task", body = Task), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/tasks/{task}")]
pub async fn get(caller: Caller, app: Data<App>, ids: Path<(WorkspaceId, TaskId)>) -> ApiResult {
    let Path((ws, id)) = ids;
    let task = app
        .gate
        .read(caller.0, ws, move |conn, me| {
            Ok(access::readable_task(conn, me, id)?.into_task(me.task_prefix()))
        })
        .await?;
    // What changes it without an edit of its own has a position; its column's category, a reordering and who leaves the workspace
    // change the rest, and are no changes of the task.
    let beside = (
        task.changed_seq,
        task.status,
        &task.position,
        &task.assignee_ids,
    );
    let tag = etag::with(task.version, &beside);
    Ok(HttpResponse::Ok().insert_header(tag).json(task))
}
