//! `GET /realtime`: the socket.

use actix_web::body::{BodyStream, MessageBody};
use actix_web::web::Data;
use actix_web::{HttpRequest, get};
use tutti_types::ErrorCode;
use tutti_types::realtime::SUBPROTOCOL;

use crate::app::App;
use crate::realtime::body::Frames;
use crate::realtime::driver::SocketDriver;
use crate::realtime::incoming::Body;
use crate::realtime::queue::Queue;
use crate::routes::responses::PublicProblems;
use crate::wire::HangUp;
use crate::{ApiError, ApiResult};

/// Opens the realtime socket. It authenticates by its first frame, so that no token stands in an address.
#[utoipa::path(
    tag = "realtime", operation_id = "realtime", summary = "The realtime socket", security(()),
    responses((status = 101, description = "The socket, subprotocol tutti.v1"), PublicProblems),
    extensions(("x-permission" = json!("public"))),
)]
#[get("/api/v1/realtime")]
pub async fn realtime(request: HttpRequest, app: Data<App>, body: Body) -> ApiResult {
    app.origins
        .require_for_socket(&request, app.refresh_cookie.read(&request).is_some())?;
    let (answer, _, messages) = actix_ws::handle_with_protocols(&request, body.0, &[SUBPROTOCOL])
        .map_err(|_| {
        ApiError::new(
            ErrorCode::BadRequest,
            "This is the realtime socket; open it as a WebSocket (RFC 6455), version 13.",
        )
    })?;
    let hang_up = HangUp::of(&request);
    let (queue, queued) = Queue::new();
    actix_web::rt::spawn(SocketDriver::new(app, queue, messages, hang_up.clone()).run());
    // A frame's bytes are made once and shared by all sockets, so they are not encoded by the session.
    Ok(answer.map_body(|_, connection| {
        BodyStream::new(Frames::new(queued, connection, hang_up)).boxed()
    }))
}
