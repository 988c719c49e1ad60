//! `GET /workspaces`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::models::user;
use tutti_types::me::MyWorkspace;
use tutti_types::page::PageQuery;
use tutti_types::{Page, Timestamp, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing};
use crate::routes::responses::ReadProblems;

/// The workspaces one belongs to, in the order one joined.
#[utoipa::path(
    tag = "workspaces", operation_id = "listWorkspaces", summary = "One's workspaces", params(PageQuery),
    responses((status = 200, description = "A page of workspaces", body = Page<MyWorkspace>), ReadProblems),
    extensions(("x-permission" = json!("self"))),
)]
#[get("/api/v1/workspaces")]
pub async fn list(caller: Caller, app: Data<App>, listing: Listing) -> ApiResult {
    let user = caller.user_id;
    let after: Option<(Timestamp, WorkspaceId)> = listing.after()?;
    let most = listing.rows();
    let rows = app
        .gate
        .me(caller.0, None, None, move |tx| {
            Ok(user::workspaces_page(tx.conn, user, after, most)?)
        })
        .await?;
    let page = listing.page(rows, |row| (row.joined_at, row.id), |row| row);
    Ok(HttpResponse::Ok().json(page))
}
