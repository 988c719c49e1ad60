//! `DELETE /workspaces/{ws}/boards/{board}/columns/{column}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::column;
use tutti_types::columns::DeleteColumnQuery;
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path, Query};
use crate::routes::responses::WriteProblems;

/// Puts a column that is not its board's last in the trash, for 30 days. Its tasks go to the end of the column `to`; without it, one
/// that holds tasks is refused.
#[utoipa::path(
    tag = "columns", operation_id = "deleteColumn", summary = "Delete a column",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("column" = ColumnId, Path), IfMatch, DeleteColumnQuery),
    responses((status = 204, description = "It is in the trash"), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[delete("/api/v1/workspaces/{ws}/boards/{board}/columns/{column}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, ColumnId)>,
    query: Query<DeleteColumnQuery>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, board, id)) = ids;
    app.gate
        .write_in_slices(
            caller.0,
            ws,
            body.op,
            column::MOST_SLICES,
            move |tx, me, before| column::delete(tx, me, board, id, query.0.to, &version.0, before),
        )
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
