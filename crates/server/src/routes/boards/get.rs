//! `GET /workspaces/{ws}/boards/{board}`

use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, VARY};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use tutti_types::boards::BoardDetail;
use tutti_types::{BoardId, WorkspaceId};

use crate::ApiResult;
use crate::app::App;
use crate::cache::boards::Coding;
use crate::extract::{Caller, Path};
use crate::routes::responses::ReadProblems;

/// A board with its columns and cards, and the position in the stream they are of. Columns of category done give their first
/// 200 cards; the rest is listed by column.
#[utoipa::path(
    tag = "boards", operation_id = "getBoard", summary = "A board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path)),
    responses((status = 200, description = "The board", body = BoardDetail), (status = 304, description = "It is as the ETag in If-None-Match says"), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/boards/{board}")]
pub async fn get(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    request: HttpRequest,
) -> ApiResult {
    let header = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let coding = Coding::of(header(ACCEPT_ENCODING).unwrap_or_default());
    let known = header(IF_NONE_MATCH);
    let Some(answer) = app
        .boards
        .get(&app.gate, &app.hub, caller.0, ids.0, coding, known)
        .await?
    else {
        return Ok(HttpResponse::NotModified().finish());
    };
    let mut response = HttpResponse::Ok();
    response.content_type("application/json");
    response.insert_header((ETAG, answer.etag));
    response.insert_header((VARY, "Accept-Encoding"));
    match coding {
        Coding::Brotli => response.insert_header((CONTENT_ENCODING, "br")),
        Coding::Gzip => response.insert_header((CONTENT_ENCODING, "gzip")),
        Coding::Identity => &mut response,
    };
    Ok(response.body(answer.body))
}
