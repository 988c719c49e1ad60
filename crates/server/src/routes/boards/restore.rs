//! `POST /workspaces/{ws}/boards/{board}/restore`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::board;
use tutti_types::boards::Board;
use tutti_types::{BoardId, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Takes a board out of the trash, with all that was on it when it was deleted. Whoever may delete it may.
#[utoipa::path(
    tag = "boards", operation_id = "restoreBoard", summary = "Restore a board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), IfMatch),
    responses((status = 200, description = "The board as it is now", body = Board), WriteProblems),
    extensions(("x-permission" = json!("boards.delete_any"))),
)]
#[post("/api/v1/workspaces/{ws}/boards/{board}/restore")]
pub async fn restore(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    let board = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::restore(tx, me, id, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(board.version))
        .json(board))
}
