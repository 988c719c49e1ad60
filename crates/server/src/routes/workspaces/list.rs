//! `GET /workspaces`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::user;
use tutti_types::me::MyWorkspace;
use tutti_types::workspaces::WorkspaceQuery;
use tutti_types::{Page, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Query};
use crate::routes::responses::ReadProblems;

/// The workspaces one belongs to, in the order one joined; or those in the trash that one may restore, last deleted first.
#[utoipa::path(
    tag = "workspaces", operation_id = "listWorkspaces", summary = "One's workspaces", params(WorkspaceQuery),
    responses((status = 200, description = "A page of workspaces", body = Page<MyWorkspace>), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/workspaces")]
pub async fn list(
    caller: Caller,
    app: Data<App>,
    query: Query<WorkspaceQuery>,
    listing: Listing,
) -> ApiResult {
    let user = caller.user_id;
    let after: Option<(Timestamp, WorkspaceId)> = listing.after()?;
    let most = listing.rows();
    let deleted = query.0.deleted == Some(true);
    let rows = app.gate.me(caller.0, None, None, move |tx| {
        Ok(match deleted {
            true => user::deleted_workspaces(tx.conn, user, after, most)?,
            false => user::workspaces_page(tx.conn, user, after, most)?,
        })
    });
    let position = |row: &MyWorkspace| (row.deleted_at.unwrap_or(row.joined_at), row.id);
    let page = listing.page(rows.await?, position, |row| row);
    Ok(HttpResponse::Ok().json(page))
}
