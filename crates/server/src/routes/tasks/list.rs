//! `GET /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::tasks;
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{ColumnId, ErrorCode, Page, TaskId, Timestamp, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, Path, Query};
use crate::routes::paging;
use crate::routes::responses::ReadProblems;
use crate::{ApiError, ApiResult};

/// Tasks of the boards one sees, as cards, narrowed by whatever is given. Newest first; one column comes by place; the trash by
/// when it was filled.
#[utoipa::path(
    tag = "tasks", operation_id = "listTasks", summary = "Tasks", params(("ws" = WorkspaceId, Path), TaskQuery),
    responses((status = 200, description = "A page of cards", body = Page<Task>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/tasks")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<TaskQuery>,
) -> ApiResult {
    let query = query.0;
    let limit = paging::limit(query.limit)?;
    let page = match (order(&query)?, query.column) {
        (TaskSort::Position, Some(column)) => {
            by_place(&app, caller, ws.0, query, column, limit).await?
        }
        _ => by_time(&app, caller, ws.0, query, limit).await?,
    };
    Ok(HttpResponse::Ok().json(page))
}

/// The order that is asked for, or the one that suits what is asked for.
fn order(query: &TaskQuery) -> ApiResult<TaskSort> {
    let of_column = query.column.is_some() && query.deleted != Some(true);
    match query.sort {
        None if of_column => Ok(TaskSort::Position),
        None => Ok(TaskSort::Created),
        Some(TaskSort::Position) if !of_column => Err(ApiError::new(
            ErrorCode::BadRequest,
            "sort=position needs the column, and the trash has no places.",
        )),
        Some(sort) => Ok(sort),
    }
}

async fn by_time(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    query: TaskQuery,
    limit: usize,
) -> ApiResult<Page<Task>> {
    let after: Option<(Timestamp, TaskId)> = paging::read(query.cursor.as_deref())?;
    let found = app.gate.read(caller.0, ws, move |conn, me| {
        tasks::by_time(conn, me, &query, after, paging::one_more(limit))
    });
    let position = |task: &Task| (task.deleted_at.unwrap_or(task.created_at), task.id);
    Ok(paging::page(found.await?, limit, position, |task| task))
}

async fn by_place(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    query: TaskQuery,
    column: ColumnId,
    limit: usize,
) -> ApiResult<Page<Task>> {
    let after: String = paging::read(query.cursor.as_deref())?.unwrap_or_default();
    let found = app.gate.read(caller.0, ws, move |conn, me| {
        let limit = paging::one_more(limit);
        tasks::by_place(conn, me, &query, column, after, limit)
    });
    let position = |task: &Task| task.position.clone();
    Ok(paging::page(found.await?, limit, position, |task| task))
}
