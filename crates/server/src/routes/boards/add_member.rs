//! `PUT /workspaces/{ws}/boards/{board}/members/{user}`

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use tutti_db::commands::board;
use tutti_types::boards::Board;
use tutti_types::{BoardId, UserId, WorkspaceId};

use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Adds a member of the workspace to a board; adding them again changes nothing.
#[utoipa::path(
    tag = "boards", operation_id = "addBoardMember", summary = "Add somebody to a board",
    params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), ("user" = UserId, Path), IfMatch),
    responses((status = 200, description = "The board as it is now", body = Board), WriteProblems),
    extensions(("x-permission" = json!("boards.update"))),
)]
#[put("/api/v1/workspaces/{ws}/boards/{board}/members/{user}")]
pub async fn add_member(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId, UserId)>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id, user)) = ids;
    let now = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            board::add_member(tx, me, id, user, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
