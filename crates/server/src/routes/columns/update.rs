//! `PATCH /workspaces/{ws}/boards/{board}/columns/{column}`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands::column;
use tutti_types::columns::{Column, UpdateColumn};
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use crate::app::App;
use crate::extract::{Body, Caller, IfMatch, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Changes the fields that are sent. Another category is another status of all tasks in it.
#[utoipa::path(
    tag = "columns", operation_id = "updateColumn", summary = "Change a column",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("column" = ColumnId, Path), IfMatch),
    request_body(content = UpdateColumn, example = json!({"name": "In review", "wip_limit": null})),
    responses((status = 200, description = "The column as it is now", body = Column), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[patch("/api/v1/workspaces/{ws}/boards/{board}/columns/{column}")]
pub async fn update(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, ColumnId)>,
    version: IfMatch,
    body: Body<UpdateColumn>,
) -> ApiResult {
    let Path((ws, board, id)) = ids;
    let now = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            column::update(tx, me, board, id, &body.value, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
