//! The incoming half of a socket: what a client may send, and what it is closed with where it sends anything else.

mod heads;

use std::future::{Ready, ready};
use std::io;

use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpRequest, dev, web};
use actix_ws::{AggregatedMessageStream, MessageStream, ProtocolError};
use tutti_types::realtime::{MAX_FRAME, close};

use heads::Heads;

/// A request's body for [`actix_ws::handle`], which breaks off where a frame announces more than it may hold.
pub(crate) struct Body(pub(crate) web::Payload);

impl FromRequest for Body {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let payload = Box::pin(Heads::new(payload.take()));
        let body = web::Payload::from_request(request, &mut dev::Payload::Stream { payload });
        ready(body.into_inner().map(Self))
    }
}

/// The messages of a socket, each of them bounded with all its fragments together.
pub(crate) fn bounded(messages: MessageStream) -> AggregatedMessageStream {
    messages
        .max_frame_size(MAX_FRAME)
        .aggregate_continuations()
        .max_continuation_size(MAX_FRAME)
}

/// What a socket is closed with where its messages break off.
pub(super) fn close_code(error: &ProtocolError) -> u16 {
    let too_large = match error {
        ProtocolError::Overflow => true,
        ProtocolError::Io(error) => match error.get_ref().and_then(|cause| cause.downcast_ref()) {
            Some(body) => matches!(body, PayloadError::Overflow),
            // actix-ws has no variant of its own for fragments that are too large together. Wrong bytes are `InvalidData`.
            None => error.kind() == io::ErrorKind::Other,
        },
        _ => false,
    };
    if too_large {
        close::TOO_LARGE
    } else {
        close::BAD_FRAME
    }
}
