//! `GET /workspaces/{ws}/boards`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::board::{self, BoardRow};
use tutti_types::boards::Board;
use tutti_types::page::PageQuery;
use tutti_types::{BoardId, Page, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Path, Query};
use crate::routes::paging;
use crate::routes::responses::ReadProblems;

/// The boards one sees, oldest first, without what is on them.
#[utoipa::path(
    tag = "boards", operation_id = "listBoards", summary = "Boards", params(("ws" = WorkspaceId, Path), PageQuery),
    responses((status = 200, description = "A page of boards", body = Page<Board>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/boards")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<PageQuery>,
) -> ApiResult {
    let limit = paging::limit(query.0.limit)?;
    let after: Option<(Timestamp, BoardId)> = paging::read(query.0.cursor.as_deref())?;
    let position = |row: &BoardRow| (row.created_at, row.id);
    let rows = app
        .gate
        .read(caller.0, ws.0, move |conn, me| {
            let mut rows = board::all(conn, me.workspace_id())?;
            rows.retain(|row| after.is_none_or(|after| position(row) > after));
            rows.retain(|row| access::reads(me, row));
            Ok(rows)
        })
        .await?;
    Ok(HttpResponse::Ok().json(paging::page(rows, limit, position, Board::from)))
}
