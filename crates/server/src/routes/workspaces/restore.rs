//! `POST /workspaces/{ws}/restore`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::workspace;
use tutti_types::WorkspaceId;
use tutti_types::workspaces::Workspace;

use crate::app::App;
use crate::extract::{Caller, IfMatch, NoBody, Path};
use crate::routes::responses::WriteProblems;
use crate::{ApiResult, etag};

/// Takes a workspace out of the trash, with its members and all in it. Whoever may delete it may, for 30 days.
#[utoipa::path(
    tag = "workspaces", operation_id = "restoreWorkspace", summary = "Restore a workspace", params(("ws" = WorkspaceId, Path), IfMatch),
    responses((status = 200, description = "The workspace as it is now", body = Workspace), WriteProblems),
    extensions(("x-permission" = json!("workspace.delete"))),
)]
#[post("/api/v1/workspaces/{ws}/restore")]
pub async fn restore(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    version: IfMatch,
    body: NoBody,
) -> ApiResult {
    let (person, id) = (caller.user_id, ws.0);
    // Through the me door: of a workspace in the trash nobody is a living member.
    let now = app
        .gate
        .me(caller.0, Some(id), body.op, move |tx| {
            workspace::restore(tx, person, id, &version.0)
        })
        .await?;
    Ok(HttpResponse::Ok()
        .insert_header(etag::of(now.version))
        .json(now))
}
