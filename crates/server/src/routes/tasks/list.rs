//! `GET /workspaces/{ws}/tasks`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use diesel::PgConnection;
use tutti_db::access;
use tutti_db::gate::Member;
use tutti_db::models::task::TaskRow;
use tutti_db::models::{board, task};
use tutti_types::tasks::{Task, TaskQuery, TaskSort};
use tutti_types::{BoardId, ColumnId, ErrorCode, Page, TaskId, Timestamp, WorkspaceId};

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

/// What the list is narrowed by, for this reader.
fn filter(
    conn: &mut PgConnection,
    me: &Member,
    query: &TaskQuery,
) -> tutti_db::Result<task::Filter> {
    let text = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    Ok(task::Filter {
        workspace: me.workspace_id(),
        boards: boards(conn, me, query.board, query.column)?,
        status: query.status,
        assignee: query.assignee,
        priority: query.priority,
        text: text.map(str::to_owned),
        number: text.and_then(|key| number(key, me.task_prefix())),
    })
}

/// The boards to look on: that of the column, the one wanted, or all that the member sees.
fn boards(
    conn: &mut PgConnection,
    me: &Member,
    wanted: Option<BoardId>,
    column: Option<ColumnId>,
) -> tutti_db::Result<Vec<BoardId>> {
    if let Some(column) = column {
        let board = access::readable_column(conn, me, column)?.board_id;
        if wanted.is_some_and(|wanted| wanted != board) {
            return Err(tutti_db::Error::not_found());
        }
        return Ok(vec![board]);
    }
    match wanted {
        Some(id) => Ok(vec![access::readable_board(conn, me, id)?.id]),
        None => Ok(board::all(conn, me.workspace_id())?
            .iter()
            .filter(|b| access::reads(me, b))
            .map(|b| b.id)
            .collect()),
    }
}

/// The number in a task's key such as `LRK-214`, however its prefix is written.
fn number(key: &str, prefix: &str) -> Option<i64> {
    let (before, number) = key.split_once('-')?;
    let number = number.parse().ok()?;
    before.eq_ignore_ascii_case(prefix).then_some(number)
}

async fn by_time(
    app: &App,
    caller: Caller,
    ws: WorkspaceId,
    query: TaskQuery,
    limit: usize,
) -> ApiResult<Page<Task>> {
    let after: Option<(Timestamp, TaskId)> = paging::read(query.cursor.as_deref())?;
    let (column, deleted) = (query.column, query.deleted.unwrap_or(false));
    let found = app.gate.read(caller.0, ws, move |conn, me| {
        let filter = filter(conn, me, &query)?;
        let rows = task::by_time(
            conn,
            filter,
            column,
            deleted,
            after,
            paging::one_more(limit),
        )?;
        Ok((rows, me.task_prefix().to_owned()))
    });
    let (rows, prefix) = found.await?;
    let position = |row: &TaskRow| (row.deleted_at.unwrap_or(row.created_at), row.id);
    Ok(paging::page(rows, limit, position, |row| {
        row.into_card(&prefix)
    }))
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
        let filter = filter(conn, me, &query)?;
        let rows = task::by_place(conn, filter, column, after, paging::one_more(limit))?;
        Ok((rows, me.task_prefix().to_owned()))
    });
    let (rows, prefix) = found.await?;
    Ok(paging::page(
        rows,
        limit,
        |row| row.position.clone(),
        |row| row.into_card(&prefix),
    ))
}
