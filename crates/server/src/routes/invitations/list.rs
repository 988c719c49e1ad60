//! `GET /workspaces/{ws}/invitations`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::invitation::{self, InvitationRow};
use tutti_types::invitations::Invitation;
use tutti_types::page::PageQuery;
use tutti_types::{InvitationId, Page, Permission, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path};
use crate::routes::responses::GuardedReadProblems;

/// The invitations that wait, newest first; those past their time too, which can be sent again.
#[utoipa::path(
    tag = "invitations", operation_id = "listInvitations", summary = "Invitations", params(("ws" = WorkspaceId, Path), PageQuery),
    responses((status = 200, description = "A page of invitations", body = Page<Invitation>), GuardedReadProblems),
    extensions(("x-permission" = json!("invitations.manage"))),
)]
#[get("/api/v1/workspaces/{ws}/invitations")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    listing: Listing,
) -> ApiResult {
    let after: Option<(Timestamp, InvitationId)> = listing.after()?;
    let most = listing.rows();
    let rows = app
        .gate
        .read(caller.0, ws.0, move |conn, me| {
            let proof = access::workspace(me, Permission::InvitationsManage)?;
            Ok(invitation::list(conn, &proof, after, most)?)
        })
        .await?;
    let position = |row: &InvitationRow| (row.created_at, row.id);
    Ok(HttpResponse::Ok().json(listing.page(rows, position, Invitation::from)))
}
