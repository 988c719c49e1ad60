//! `GET /workspaces/{ws}/invitations`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::invitation::{self, InvitationRow};
use tutti_types::invitations::Invitation;
use tutti_types::page::PageQuery;
use tutti_types::{InvitationId, Page, Permission, Problem, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Path, Query};
use crate::routes::paging;
use crate::routes::responses::ReadProblems;

/// The invitations that wait, newest first; those past their time too, which can be sent again.
#[utoipa::path(
    tag = "invitations", operation_id = "listInvitations", summary = "Invitations", params(("ws" = WorkspaceId, Path), PageQuery),
    responses((status = 200, description = "A page of invitations", body = Page<Invitation>),
        (status = 403, description = "A member without the right", body = Problem, content_type = "application/problem+json"), ReadProblems),
    extensions(("x-permission" = json!("invitations.manage"))),
)]
#[get("/api/v1/workspaces/{ws}/invitations")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<PageQuery>,
) -> ApiResult {
    let limit = paging::limit(query.0.limit)?;
    let after: Option<(Timestamp, InvitationId)> = paging::read(query.0.cursor.as_deref())?;
    let rows = app
        .gate
        .read(caller.0, ws.0, move |conn, me| {
            let proof = access::workspace(me, Permission::InvitationsManage)?;
            Ok(invitation::list(
                conn,
                &proof,
                after,
                paging::one_more(limit),
            )?)
        })
        .await?;
    let position = |row: &InvitationRow| (row.created_at, row.id);
    Ok(HttpResponse::Ok().json(paging::page(rows, limit, position, Invitation::from)))
}
