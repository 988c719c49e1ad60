//! `GET /workspaces/{ws}/boards`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::board::{self, BoardRow};
use tutti_db::views::trash;
use tutti_types::boards::{Board, BoardQuery};
use tutti_types::{BoardId, Page, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path, Query};
use crate::routes::responses::ReadProblems;

/// The boards one sees, oldest first, without what is on them; or those in the trash that one may restore, last deleted first.
#[utoipa::path(
    tag = "boards", operation_id = "listBoards", summary = "Boards", params(("ws" = WorkspaceId, Path), BoardQuery),
    responses((status = 200, description = "A page of boards", body = Page<Board>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/boards")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<BoardQuery>,
    listing: Listing,
) -> ApiResult {
    let after: Option<(Timestamp, BoardId)> = listing.after()?;
    if query.0.deleted == Some(true) {
        let most = listing.rows();
        let rows = app.gate.read(caller.0, ws.0, move |conn, me| {
            trash::boards(conn, me, after, most)
        });
        let position = |row: &BoardRow| (row.deleted_at, row.id);
        let page = listing.page(rows.await?, position, Board::from);
        return Ok(HttpResponse::Ok().json(page));
    }
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
    Ok(HttpResponse::Ok().json(listing.page(rows, position, Board::from)))
}
