//! `PATCH /workspaces/{ws}/members/{user}`

use actix_web::web::Data;
use actix_web::{HttpResponse, patch};
use tutti_db::commands::member;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{UserId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Body, Caller, Path};
use crate::routes::responses::WriteProblems;

/// Gives a member another role, suspends or unsuspends them. Nobody gives or takes a permission that
/// they lack; a workspace keeps an owner.
#[utoipa::path(
    tag = "members", operation_id = "updateMember", summary = "Change a member", params(("ws" = WorkspaceId, Path), ("user" = UserId, Path)),
    request_body(content = UpdateMember, example = json!({"role": "admin"})),
    responses((status = 200, description = "The member as they are now", body = Member), WriteProblems),
    extensions(("x-permission" = json!("members.manage"))),
)]
#[patch("/api/v1/workspaces/{ws}/members/{user}")]
pub async fn update(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, UserId)>,
    body: Body<UpdateMember>,
) -> ApiResult {
    let Path((ws, user)) = ids;
    let now = app
        .gate
        .write(caller.0, ws, body.op, move |tx, me| {
            member::update(tx, me, user, body.value)
        })
        .await?;
    Ok(HttpResponse::Ok().json(now))
}
