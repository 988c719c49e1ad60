//! `POST /workspaces/{ws}/tasks/bulk`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::task;
use tutti_types::WorkspaceId;
use tutti_types::tasks::{BulkResult, BulkTasks};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::{ComparingProblems, WriteProblems};

/// Changes, moves, deletes or restores up to 200 tasks: all or nothing, one event each.
#[utoipa::path(
    tag = "tasks", operation_id = "bulkTasks", summary = "Change many tasks", params(("ws" = WorkspaceId, Path)),
    request_body(content = BulkTasks, example = json!({"ids": ["0190a0a0-0000-7000-8000-000000000003"], "patch": {"priority": "high"}})),
    responses((status = 200, description = "The tasks as they are now", body = BulkResult), WriteProblems, ComparingProblems),
    extensions(("x-permission" = json!("tasks.update"))),
)]
#[post("/api/v1/workspaces/{ws}/tasks/bulk")]
pub async fn bulk(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    body: Body<BulkTasks>,
) -> ApiResult {
    let result = app
        .gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            task::bulk(tx, me, &body.value)
        })
        .await?;
    Ok(HttpResponse::Ok().json(result))
}
