//! `POST /workspaces/{ws}/boards/{board}/columns`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::column;
use tutti_types::columns::{Column, CreateColumn};
use tutti_types::{BoardId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Makes a column, the last of its board.
#[utoipa::path(
    tag = "columns", operation_id = "createColumn", summary = "Make a column", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path)),
    request_body(content = CreateColumn, example = json!({"name": "Review", "category": "in_progress", "wip_limit": 3})),
    responses((status = 201, description = "The column", body = Column), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[post("/api/v1/workspaces/{ws}/boards/{board}/columns")]
pub async fn create(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    body: Body<CreateColumn>,
) -> ApiResult {
    let Path((ws, board)) = ids;
    let column = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            column::create(tx, me, board, &body.value)
        })
        .await?;
    Ok(HttpResponse::Created()
        .insert_header(etag::of(column.version))
        .json(column))
}
