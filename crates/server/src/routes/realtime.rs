//! `GET /realtime`: the socket.

use actix_http::ws;
use actix_web::body::BodyStream;
use actix_web::http::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, get};
use tutti_types::ErrorCode;
use tutti_types::realtime::SUBPROTOCOL;

use crate::app::App;
use crate::realtime::body::Frames;
use crate::realtime::queue::Queue;
use crate::realtime::socket::Socket;
use crate::routes::responses::PublicProblems;
use crate::{ApiError, ApiResult};

/// Opens the realtime socket. It authenticates by its first frame, so that no token stands in an address.
#[utoipa::path(
    tag = "realtime", operation_id = "realtime", summary = "The realtime socket", security(()),
    responses((status = 101, description = "The socket, subprotocol tutti.v1"), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[get("/api/v1/realtime")]
pub async fn realtime(request: HttpRequest, app: Data<App>, payload: Payload) -> ApiResult {
    app.origins
        .require_for_socket(&request, app.refresh_cookie.read(&request).is_some())?;
    let mut answer = ws::handshake(request.head()).map_err(|e| {
        ApiError::new(
            ErrorCode::BadRequest,
            format!("This is the realtime socket; open it as a WebSocket ({e})."),
        )
    })?;
    let offered = request
        .headers()
        .get(SEC_WEBSOCKET_PROTOCOL)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if offered.split(',').any(|name| name.trim() == SUBPROTOCOL) {
        answer.insert_header((
            SEC_WEBSOCKET_PROTOCOL,
            HeaderValue::from_static(SUBPROTOCOL),
        ));
    }
    let (queue, queued) = Queue::new();
    actix_web::rt::spawn(Socket::new(app, queue, payload).run());
    let answer = answer
        .message_body(BodyStream::new(Frames::new(queued)))
        .map_err(|_| ApiError::unavailable())?;
    Ok(HttpResponse::from(answer.map_into_boxed_body()))
}
