//! `GET /workspaces/{ws}/boards/{board}`

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_ENCODING, ETAG, VARY};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use tutti_types::boards::BoardDetail;
use tutti_types::{BoardId, WorkspaceId};

use crate::app::App;
use crate::cache::boards::{BoardResponse, Coding};
use crate::extract::{Caller, IfNoneMatch, Path};
use crate::routes::responses::ReadProblems;
use crate::{ApiResult, etag};

/// A board with its columns and cards, and the position in the stream they are of. Columns of category done give their first
/// 200 cards; the rest is listed by column.
#[utoipa::path(
    tag = "boards", operation_id = "getBoard", summary = "A board", params(("ws" = WorkspaceId, Path), ("board" = BoardId, Path), IfNoneMatch),
    responses((status = 200, description = "The board", body = BoardDetail), ReadProblems),
    extensions(("x-permission" = json!("workspace.read"))),
)]
#[get("/api/v1/workspaces/{ws}/boards/{board}")]
pub async fn get(
    caller: Caller,
    app: Data<App>,
    ids: Path<(WorkspaceId, BoardId)>,
    request: HttpRequest,
) -> ApiResult {
    let headers = request.headers();
    let coding = Coding::of(headers);
    let known = |tag: &str| etag::if_none_match(headers, tag);
    let BoardResponse { etag, body } = app
        .boards
        .get(&app.gate, &app.hub, caller.0, ids.0, coding, known)
        .await?;
    let mut response = HttpResponse::Ok();
    response.insert_header((ETAG, etag));
    response.insert_header((VARY, "Accept-Encoding"));
    let Some(body) = body else {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    };
    response.content_type("application/json");
    match coding {
        Coding::Brotli => response.insert_header((CONTENT_ENCODING, "br")),
        Coding::Gzip => response.insert_header((CONTENT_ENCODING, "gzip")),
        Coding::Identity => &mut response,
    };
    Ok(response.body(body))
}
