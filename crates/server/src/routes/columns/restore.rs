//! `POST /workspaces/{ws}/boards/{board}/columns/{column}/restore`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::column;
use tutti_types::columns::Column;
use tutti_types::{BoardId, ColumnId, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Takes a column out of the trash, to where it stood, with the tasks that its deletion moved and that are still where they went.
#[utoipa::path(
    tag = "columns", operation_id = "restoreColumn", summary = "Restore a column",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("column" = ColumnId, Path), IfMatch),
    responses((status = 200, description = "The column as it is now", body = Column), WriteProblems),
    extensions(("x-permission" = json!("columns.manage"))),
)]
#[post("/api/v1/workspaces/{ws}/boards/{board}/columns/{column}/restore")]
pub async fn restore(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, ColumnId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, board, id)) = ids;
    let column = app
        .gate
        .write_in_slices(
            caller.0,
            ws,
            body.op,
            column::MOST_SLICES,
            move |tx, me, before| column::restore(tx, me, board, id, &version.0, before),
        )
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(column.version))
        .json(column))
}
