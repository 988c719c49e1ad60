//! `POST /invitations/{token}/accept`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use tutti_db::commands::invitation;
use tutti_db::gate::SystemUse;
use tutti_types::invitations::Accepted;

use crate::ApiResult;
use crate::app::App;
use crate::auth::tokens;
use crate::extract::{Caller, NoBody, Path};
use crate::routes::responses::WriteProblems;

/// Joins the workspace one is invited to, with the account of the address it is for. Who is a member already keeps their role.
#[utoipa::path(
    tag = "invitations", operation_id = "acceptInvitation", summary = "Accept an invitation", params(("token" = String, Path)),
    responses((status = 200, description = "Where one is a member now", body = Accepted), WriteProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[post("/api/v1/invitations/{token}/accept")]
pub async fn accept(
    caller: Caller,
    app: Data<App>,
    token: Path<String>,
    body: NoBody,
) -> ApiResult {
    let hash = tokens::hash(&token.0);
    let shown = hash.clone();
    let workspace = app
        .gate
        .system(SystemUse::Invitation, move |tx| {
            invitation::workspace_of(tx, &shown)
        })
        .await?;
    let user = caller.user_id;
    let accepted = app
        .gate
        .me(caller.0, workspace, body.op, move |tx| {
            invitation::accept(tx, user, workspace, &hash)
        })
        .await?;
    Ok(HttpResponse::Ok().json(accepted))
}
