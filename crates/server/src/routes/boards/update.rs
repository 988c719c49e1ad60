//! `PATCH /workspaces/{ws}/boards/{board}`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands::board;
use tutti_types::boards::{Board, UpdateBoard};
use tutti_types::{BoardId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Changes the fields that are sent. Who makes a board private is added to it; who loses it by that is taken off its tasks.
#[utoipa::path(
    tag = "boards", operation_id = "updateBoard", summary = "Change a board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), IfMatch),
    request_body(content = UpdateBoard, example = json!({"visibility": "private"})),
    responses((status = 200, description = "The board as it is now", body = Board), WriteProblems),
    extensions(("x-permission" = json!("boards.update"))),
)]
#[patch("/api/v1/workspaces/{ws}/boards/{board}")]
pub async fn update(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    version: IfMatch,
    body: Body<UpdateBoard>,
) -> ApiResult {
    let Path((ws, id)) = ids;
    let now = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::update(tx, me, id, &body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
