//! `GET /workspaces/{ws}/members`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::access;
use tutti_db::models::member;
use tutti_types::members::Member;
use tutti_types::page::PageQuery;
use tutti_types::{Page, Timestamp, UserId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path};
use crate::routes::responses::ReadProblems;

/// The members, in the order they joined; for a guest those they know, by name only.
#[utoipa::path(
    tag = "members", operation_id = "listMembers", summary = "Members", params(("ws" = WorkspaceId, Path), PageQuery),
    responses((status = 200, description = "A page of members", body = Page<Member>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/members")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    listing: Listing,
) -> ApiResult {
    let after: Option<(Timestamp, UserId)> = listing.after()?;
    let most = listing.rows();
    let (me, rows) = app
        .gate
        .read(caller.0, ws.0, move |conn, me| {
            let known = access::acquaintances(conn, me)?.map(|known| known.into_iter().collect());
            let rows = member::page(conn, me.workspace_id(), known, after, most)?;
            Ok((me.clone(), rows))
        })
        .await?;
    let page = listing.page(
        rows,
        |row| (row.joined_at, row.user_id),
        |row| access::told(&me, row),
    );
    Ok(HttpResponse::Ok().json(page))
}
