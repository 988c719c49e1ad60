//! `DELETE /workspaces/{ws}/boards/{board}/members/{user}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::board;
use tutti_types::{BoardId, UserId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Takes somebody off a board. Who no longer sees it is taken off its tasks too.
#[utoipa::path(
    tag = "boards", operation_id = "removeBoardMember", summary = "Take somebody off a board",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("user" = UserId, Path), IfMatch),
    responses((status = 204, description = "They are not on it"), WriteProblems),
    extensions(("x-permission" = json!("boards.update"))),
)]
#[delete("/api/v1/workspaces/{ws}/boards/{board}/members/{user}")]
pub async fn remove_member(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, UserId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id, user)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::remove_member(tx, me, id, user, &version.0)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
