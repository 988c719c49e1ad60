//! `POST /workspaces/{ws}/boards/{board}/columns/{column}/move`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::column;
use tutti_types::columns::{Column, MoveColumn};
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Moves a column before or after another one of its board, or to the end.
#[utoipa::path(
    tag = "columns", operation_id = "moveColumn", summary = "Move a column",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("column" = ColumnId, Path), IfMatch),
    request_body(content = MoveColumn, example = json!({"before": "0190a0a0-0000-7000-8000-000000000002"})),
    responses((status = 200, description = "The column as it is now", body = Column), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[post("/api/v1/workspaces/{ws}/boards/{board}/columns/{column}/move")]
pub async fn move_to(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, ColumnId)>,
    version: IfMatch,
    body: Body<MoveColumn>,
) -> ApiResult {
    let Path((ws, board, id)) = ids;
    let now = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            column::move_to(tx, me, board, id, body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
