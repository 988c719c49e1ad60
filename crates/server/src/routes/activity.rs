//! `GET /workspaces/{ws}/activity`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::activity::{Filter, load};
use tutti_types::activity::{Activity, ActivityQuery};
use tutti_types::{Page, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Listing, Path, Query};
use crate::routes::responses::ReadProblems;

/// What happened, newest first, as far as one may see it today. Narrowed by all that is given of task, board and actor.
#[utoipa::path(
    tag = "activity", operation_id = "listActivity", summary = "What happened", params(("ws" = WorkspaceId, Path), ActivityQuery),
    responses((status = 200, description = "A page of entries", body = Page<Activity>), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/activity")]
pub async fn activity(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<ActivityQuery>,
    listing: Listing,
) -> ApiResult {
    let query = query.0;
    let before: i64 = listing.after()?.unwrap_or(i64::MAX);
    let filter = Filter {
        task: query.task,
        board: query.board,
        actor: query.actor,
    };
    let most = listing.rows();
    let rows = app
        .gate
        .read(caller.0, ws.0, move |conn, me| {
            load(conn, me, filter, before, most)
        })
        .await?;
    Ok(HttpResponse::Ok().json(listing.page(rows, |entry| entry.seq, |entry| entry)))
}
