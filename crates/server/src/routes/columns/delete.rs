//! `DELETE /workspaces/{ws}/boards/{board}/columns/{column}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::column;
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Deletes a column that holds no task and is not its board's last.
#[utoipa::path(
    tag = "columns", operation_id = "deleteColumn", summary = "Delete a column",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("column" = ColumnId, Path)),
    responses((status = 204, description = "It is gone"), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[delete("/api/v1/workspaces/{ws}/boards/{board}/columns/{column}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, ColumnId)>,
    body: NoBody,
) -> ApiResult {
    let Path((ws, board, id)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            column::delete(tx, me, board, id)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
