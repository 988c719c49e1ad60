//! `POST /workspaces/{ws}/invitations`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::invitation;
use tutti_types::WorkspaceId;
use tutti_types::invitations::{CreateInvitation, InvitationLink};

use super::{Token, linked};
use crate::ApiResult;
use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::WriteProblems;

/// Invites an address. What waits for it already is taken back. The link is in this answer and nowhere else; a repetition of
/// the request answers with another link, which takes the place of the first.
#[utoipa::path(
    tag = "invitations", operation_id = "createInvitation", summary = "Invite somebody", params(("ws" = WorkspaceId, Path)),
    request_body(content = CreateInvitation, example = json!({"email": "jonas@example.com", "role": "member", "expires_in_days": 7})),
    responses((status = 201, description = "The invitation with its link", body = InvitationLink), WriteProblems),
    extensions(("x-permission" = json!("invitations.manage"))),
)]
#[post("/api/v1/workspaces/{ws}/invitations")]
pub async fn create(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    body: Body<CreateInvitation>,
) -> ApiResult {
    let token = Token::new()?;
    let hash = token.hash.clone();
    let issued = app
        .gate
        .write(caller.0, ws.0, body.op, move |tx, me| {
            invitation::create(tx, me, &body.value, &hash)
        })
        .await?;
    Ok(HttpResponse::Created().json(linked(&app, caller, ws.0, issued, token).await?))
}
