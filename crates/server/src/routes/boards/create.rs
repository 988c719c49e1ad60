//! `POST /workspaces/{ws}/boards`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::board;
use tutti_types::WorkspaceId;
use tutti_types::boards::{Board, CreateBoard};

use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Makes a board with four columns. A private one has its maker as its first member.
#[utoipa::path(
    tag = "boards", operation_id = "createBoard", summary = "Make a board", params(("ws" = WorkspaceId, Path)),
    request_body(content = CreateBoard, example = json!({"name": "Launch", "visibility": "private", "color": "teal"})),
    responses((status = 201, description = "The board", body = Board), WriteProblems),
    extensions(("x-permission" = json!("boards.create"))),
)]
#[post("/api/v1/workspaces/{ws}/boards")]
pub async fn create(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    body: Body<CreateBoard>,
) -> ApiResult {
    let board = app
        .gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            board::create(tx, me, &body.value)
        })
        .await?;
    Ok(HttpResponse::Created()
        .insert_header(etag::of(board.version))
        .json(board))
}
