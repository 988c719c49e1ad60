//! `POST /workspaces/{ws}/invitations/{invitation}/resend`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::invitation;
use tutti_types::invitations::InvitationLink;
use tutti_types::{InvitationId, WorkspaceId};

use super::{Token, linked};
use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Gives an invitation another link and another seven days; the link of before is void. Whoever does so answers for it from
/// now on.
#[utoipa::path(
    tag = "invitations", operation_id = "resendInvitation", summary = "Invite again",
    params(("ws" = WorkspaceId, Path), ("invitation" = InvitationId, Path)),
    responses((status = 200, description = "The invitation with its new link", body = InvitationLink), WriteProblems),
    extensions(("x-permission" = json!("invitations.manage"))),
)]
#[post("/api/v1/workspaces/{ws}/invitations/{invitation}/resend")]
pub async fn resend(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, InvitationId)>,
    body: NoBody,
) -> ApiResult {
    let Path((ws, id)) = ids;
    let token = Token::new()?;
    let hash = token.hash.clone();
    let issued = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            invitation::resend(tx, me, id, &hash)
        })
        .await?;
    Ok(HttpResponse::Ok().json(linked(&app, caller, ws, issued, token).await?))
}
