//! `GET /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::tasks::{self, Order};
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{Page, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, Listing, Path, Query};
use crate::routes::responses::ReadProblems;
use crate::{ApiError, ApiResult};

/// Tasks of the boards one sees, as cards, narrowed by whatever is given. Newest first; one column comes by place; with `due_before` by
/// when they are due; the trash by when it was filled.
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
    listing: Listing,
) -> ApiResult {
    let query = query.0;
    let order = order(&query, &listing)?;
    let by = order.clone();
    let rows = listing.rows();
    let found = app.gate.read(caller.0, ws.0, move |conn, me| {
        tasks::list(conn, me, &query, order, rows)
    });
    let found = found.await?;
    let page = match by {
        Order::Rank(_) => listing.page(found, |task| task.position.clone(), |task| task),
        Order::Due(_) => listing.page(found, |task| (task.due_at, task.id), |task| task),
        Order::Newest(_) | Order::Trashed(_) => {
            let time = |task: &Task| task.deleted_at.unwrap_or(task.created_at);
            listing.page(found, |task| (time(task), task.id), |task| task)
        }
    };
    Ok(HttpResponse::Ok().json(page))
}

/// The order that is asked for, or the one that suits what is asked for, from where the last page ended.
fn order(query: &TaskQuery, listing: &Listing) -> ApiResult<Order> {
    let deleted = query.deleted == Some(true);
    let of_column = query.column.is_some() && !deleted;
    let suits = if of_column {
        TaskSort::Position
    } else if query.due_before.is_some() && !deleted {
        TaskSort::Due
    } else {
        TaskSort::Created
    };
    Ok(match query.sort.unwrap_or(suits) {
        TaskSort::Position if of_column => Order::Rank(listing.after()?.unwrap_or_default()),
        TaskSort::Due if !deleted => Order::Due(listing.after()?),
        TaskSort::Created if deleted => Order::Trashed(listing.after()?),
        TaskSort::Created => Order::Newest(listing.after()?),
        TaskSort::Position | TaskSort::Due => {
            return Err(ApiError::in_query(
                "sort",
                "can be position only with a column, and the trash comes by when it was filled",
            ));
        }
    })
}
