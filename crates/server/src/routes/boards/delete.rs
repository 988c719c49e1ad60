//! `DELETE /workspaces/{ws}/boards/{board}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::board;
use tutti_types::{BoardId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Deletes a board with all on it. Whoever made it may, and admins.
#[utoipa::path(
    tag = "boards", operation_id = "deleteBoard", summary = "Delete a board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path)),
    responses((status = 204, description = "It is gone"), WriteProblems),
    extensions(("x-permission" = json!("boards.delete"))),
)]
#[delete("/api/v1/workspaces/{ws}/boards/{board}")]
pub async fn delete(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::delete(tx, me, id)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
