//! `GET /workspaces/{ws}/snapshot`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_db::views::snapshot::load;
use tutti_types::WorkspaceId;
use tutti_types::snapshot::Snapshot;

use crate::ApiResult;
use crate::app::App;
use crate::extract::{Caller, Path};
use crate::routes::responses::ReadProblems;

/// All of a workspace that is small, with the position from which its events go on. A guest's holds only their boards and the
/// people there.
#[utoipa::path(
    tag = "workspaces", operation_id = "getSnapshot", summary = "The first thing to load", params(("ws" = WorkspaceId, Path)),
    responses((status = 200, description = "The snapshot", body = Snapshot), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/snapshot")]
pub async fn snapshot(caller: Caller, app: Data<App>, ws: Path<WorkspaceId>) -> ApiResult {
    let found = app.gate.read(caller.0, ws.0, load).await?;
    Ok(HttpResponse::Ok().json(found))
}
