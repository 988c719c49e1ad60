//! `DELETE /workspaces/{ws}/boards/{board}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::board;
use tutti_types::{BoardId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Puts a board in the trash, with all on it, for 30 days. Whoever made it may while they hold `boards.update`, and who
/// holds `boards.delete_any`.
#[utoipa::path(
    tag = "boards", operation_id = "deleteBoard", summary = "Delete a board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), IfMatch),
    responses((status = 204, description = "It is in the trash"), WriteProblems),
    extensions(("x-permission" = json!("boards.delete_any"))),
)]
#[delete("/api/v1/workspaces/{ws}/boards/{board}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::delete(tx, me, id, &version.0)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
