//! `GET /workspaces/{ws}/trash`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::trash::{self, TrashCursor};
use tutti_types::trash::{TrashItem, TrashQuery};
use tutti_types::{Page, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path, Query};
use crate::routes::responses::ReadProblems;

/// What can be restored, last deleted first: boards that one may restore, and columns and tasks of the boards one sees, or of one
/// of them.
#[utoipa::path(
    tag = "trash", operation_id = "listTrash", summary = "The trash", params(("ws" = WorkspaceId, Path), TrashQuery),
    responses((status = 200, description = "A page of what was deleted", body = Page<TrashItem>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/trash")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<TrashQuery>,
    listing: Listing,
) -> ApiResult {
    let after: Option<TrashCursor> = listing.after()?;
    let most = listing.rows();
    let items = app.gate.read(caller.0, ws.0, move |conn, me| {
        trash::list(conn, me, query.0.board, after, most)
    });
    let page = listing.page(items.await?, trash::cursor, |item| item);
    Ok(HttpResponse::Ok().json(page))
}
