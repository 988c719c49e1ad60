//! `GET /workspaces/{ws}/boards/{board}/columns`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::column;
use tutti_types::columns::Column;
use tutti_types::page::PageQuery;
use tutti_types::{BoardId, Page, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path};
use crate::routes::responses::ReadProblems;

/// A board's columns, in order.
#[utoipa::path(
    tag = "columns", operation_id = "listColumns", summary = "Columns", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), PageQuery),
    responses((status = 200, description = "A page of columns", body = Page<Column>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/boards/{board}/columns")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    listing: Listing,
) -> ApiResult {
    let Path((ws, board)) = ids;
    let after: Option<String> = listing.after()?;
    let rows = app
        .gate
        .read(caller.0, ws, move |conn, me| {
            access::readable_board(conn, me, board)?;
            let mut rows = column::of_board(conn, ws, board)?;
            rows.retain(|row| after.as_ref().is_none_or(|after| row.position > *after));
            Ok(rows)
        })
        .await?;
    let page = listing.page(rows, |row| row.position.clone(), Column::from);
    Ok(HttpResponse::Ok().json(page))
}
