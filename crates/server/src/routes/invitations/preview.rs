//! `GET /invitations/{token}`

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use tutti_db::commands::invitation;
use tutti_db::gate::SystemUse;
use tutti_types::invitations::InvitationPreview;

use crate::ApiResult;
use crate::app::App;
use crate::auth::device::Device;
use crate::auth::tokens;
use crate::extract::Path;
use crate::routes::responses::PublicProblems;

/// What somebody is invited to, for whoever holds the link, before they sign in or up.
#[utoipa::path(
    tag = "invitations", operation_id = "previewInvitation", summary = "See an invitation", security(()), params(("token" = String, Path)),
    responses((status = 200, description = "What it is to", body = InvitationPreview), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[get("/api/v1/invitations/{token}")]
pub async fn preview(request: HttpRequest, app: Data<App>, token: Path<String>) -> ApiResult {
    let device = Device::of(&request, &app.proxies);
    let hash = tokens::hash(&token.0);
    let attempt = app.limits.link(device.network(), &hash)?;
    let found = app
        .gate
        .system(SystemUse::Invitation, move |tx| {
            invitation::preview(tx, &hash)
        })
        .await?;
    attempt.vouch();
    Ok(HttpResponse::Ok().json(found))
}
