//! `DELETE /workspaces/{ws}/members/{user}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::member;
use tutti_types::{UserId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Removes a member from the workspace, its boards and its tasks. Of oneself it is leaving, which anybody may but the last
/// owner.
#[utoipa::path(
    tag = "members", operation_id = "removeMember", summary = "Remove a member, or leave", params(("ws" = WorkspaceId, Path), ("user" = UserId, Path)),
    responses((status = 204, description = "They are no longer a member"), WriteProblems),
    extensions(("x-permission" = json!("members.manage"))),
)]
#[delete("/api/v1/workspaces/{ws}/members/{user}")]
pub async fn remove(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, UserId)>,
    body: NoBody,
) -> ApiResult {
    let Path((ws, user)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            member::remove(tx, me, user)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
