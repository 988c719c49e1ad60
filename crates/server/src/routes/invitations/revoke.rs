//! `DELETE /workspaces/{ws}/invitations/{invitation}`

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use tutti_db::commands::invitation;
use tutti_types::{InvitationId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Takes an invitation back; its link is void.
#[utoipa::path(
    tag = "invitations", operation_id = "revokeInvitation", summary = "Take an invitation back",
    params(("ws" = WorkspaceId, Path), ("invitation" = InvitationId, Path)),
    responses((status = 204, description = "It is void"), WriteProblems),
    extensions(("x-permission" = json!("invitations.manage"))),
)]
#[delete("/api/v1/workspaces/{ws}/invitations/{invitation}")]
pub async fn revoke(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, InvitationId)>,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    app.gate
        .write(caller.0, ws, body.op, move |tx, me| {
            invitation::revoke(tx, me, id)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
