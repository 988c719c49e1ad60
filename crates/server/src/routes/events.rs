//! `GET /workspaces/{ws}/events`

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use tutti_realtime::stream::Position;
use tutti_types::WorkspaceId;
use tutti_types::events::{Events, EventsQuery, MAX_EVENTS};

use crate::app::App;
use crate::extract::{Caller, Path, Query};
use crate::routes::responses::ReadProblems;
use crate::{ApiError, ApiResult};

/// What happened after a position, as far as one may see it: the polling path, by the same code as the socket.
#[utoipa::path(
    tag = "activity", operation_id = "listEvents", summary = "Events after a position", params(("ws" = WorkspaceId, Path), EventsQuery),
    responses((status = 200, description = "The events, or that the snapshot has to be loaded anew", body = Events), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/events")]
pub async fn events(
    caller: Caller,
    app: Data<App>,
    ws: Path<WorkspaceId>,
    query: Query<EventsQuery>,
) -> ApiResult {
    let EventsQuery {
        epoch,
        after,
        limit,
    } = query.0;
    if after < 0 {
        return Err(ApiError::in_query("after", "must be at least 0"));
    }
    let limit = limit.unwrap_or(MAX_EVENTS);
    if !(1..=MAX_EVENTS).contains(&limit) {
        return Err(ApiError::in_query(
            "limit",
            format!("must be 1 to {MAX_EVENTS}"),
        ));
    }
    let limit = usize::from(limit);
    let body = app
        .hub
        .page(&app.gate, caller.0, ws.0, Position { epoch, after }, limit)
        .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .body(body))
}
