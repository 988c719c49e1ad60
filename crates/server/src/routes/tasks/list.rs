//! `GET /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::gate::Member;
use tutti_db::models::task::{Listing, TaskRow};
use tutti_db::models::{board, task};
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{BoardId, ErrorCode, Page, TaskId, Timestamp, WorkspaceId};

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
    let by_place = query.column.is_some() && matches!(query.sort, None | Some(TaskSort::Position));
    if !by_place && !matches!(query.sort, None | Some(TaskSort::Created)) {
        return Err(ApiError::new(
            ErrorCode::BadRequest,
            "sort=position needs column; else tasks come by -created_at.",
        ));
    }
    let page = if by_place {
        of_column(&app, caller, ws.0, query, limit).await?
    } else {
        newest(&app, caller, ws.0, query, limit).await?
    };
    Ok(HttpResponse::Ok().json(page))
}

/// The boards to look on: the one wanted, or all that the member sees.
fn boards(
    conn: &mut diesel::PgConnection,
    me: &Member,
    wanted: Option<BoardId>,
) -> tutti_db::Result<Vec<BoardId>> {
    match wanted {
        Some(id) => Ok(vec![access::readable_board(conn, me, id)?.id]),
        None => Ok(board::all(conn, me.workspace_id())?
            .iter()
            .filter(|b| access::reads(me, b))
            .map(|b| b.id)
            .collect()),
    }
}

async fn newest(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    query: TaskQuery,
    limit: usize,
) -> ApiResult<Page<Task>> {
    let after: Option<(Timestamp, TaskId)> = paging::read(query.cursor.as_deref())?;
    let deleted = query.deleted.unwrap_or(false);
    let found = app.gate.read(caller.0, ws, move |conn, me| {
        let TaskQuery {
            board,
            column,
            status,
            assignee,
            priority,
            ..
        } = query;
        let listing = Listing {
            boards: boards(conn, me, board)?,
            column,
            status,
            assignee,
            priority,
            deleted,
            after,
        };
        Ok((
            task::list(conn, me.workspace_id(), listing, paging::one_more(limit))?,
            me.task_prefix().to_owned(),
        ))
    });
    let (rows, prefix) = found.await?;
    let position = |row: &TaskRow| (row.deleted_at.unwrap_or(row.created_at), row.id);
    Ok(paging::page(rows, limit, position, |row| {
        row.into_card(&prefix)
    }))
}

async fn of_column(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    query: TaskQuery,
    limit: usize,
) -> ApiResult<Page<Task>> {
    let after: String = paging::read(query.cursor.as_deref())?.unwrap_or_default();
    let found = app.gate.read(caller.0, ws, move |conn, me| {
        let seen = boards(conn, me, query.board)?;
        let column = query.column.ok_or_else(tutti_db::Error::not_found)?;
        let rows = task::list_column(
            conn,
            me.workspace_id(),
            column,
            after,
            paging::one_more(limit),
        )?;
        Ok((
            rows.into_iter()
                .filter(|row| seen.contains(&row.board_id))
                .collect::<Vec<_>>(),
            me.task_prefix().to_owned(),
        ))
    });
    let (rows, prefix) = found.await?;
    Ok(paging::page(
        rows,
        limit,
        |row| row.position.clone(),
        |row| row.into_card(&prefix),
    ))
}
