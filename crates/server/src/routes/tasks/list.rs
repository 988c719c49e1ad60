//! `GET /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::tasks::{self, Order};
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{ErrorCode, Page, WorkspaceId};

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
    let order = order(&query)?;
    let by_place = matches!(order, Order::Place(_));
    let found = app.gate.read(caller.0, ws.0, move |conn, me| {
        tasks::list(conn, me, &query, order, paging::one_more(limit))
    });
    let found = found.await?;
    let page = if by_place {
        paging::page(found, limit, |task| task.position.clone(), |task| task)
    } else {
        let time = |task: &Task| task.deleted_at.unwrap_or(task.created_at);
        paging::page(found, limit, |task| (time(task), task.id), |task| task)
    };
    Ok(HttpResponse::Ok().json(page))
}

/// The order that is asked for, or the one that suits what is asked for, from where the last page ended.
fn order(query: &TaskQuery) -> ApiResult<Order> {
    let (deleted, cursor) = (query.deleted == Some(true), query.cursor.as_deref());
    let of_column = query.column.is_some() && !deleted;
    let by_place = query
        .sort
        .map_or(of_column, |sort| sort == TaskSort::Position);
    if by_place && !of_column {
        return Err(ApiError::new(
            ErrorCode::BadRequest,
            "sort=position needs the column, and the trash has no places.",
        ));
    }
    Ok(if by_place {
        Order::Place(paging::read(cursor)?.unwrap_or_default())
    } else if deleted {
        Order::Trashed(paging::read(cursor)?)
    } else {
        Order::Newest(paging::read(cursor)?)
    })
}
