//! The outgoing half of a socket as the body of its response: frames that are ready to be written, several in one write.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::BoxBody;
use bytes::Bytes;
use futures_util::Stream;
use tutti_realtime::frame;

use super::queue::Queued;
use crate::wire::HangUp;

/// The frames of one socket, until it is closed: the last is a Close, after which the body ends once the client has answered it.
#[derive(Debug)]
pub struct Frames {
    queued: Queued,
    done: bool,
    hang_up: HangUp,
    /// The body that actix-ws made. It is never read; its end with ours tells the incoming half that the connection is gone.
    _connection: BoxBody,
}

impl Frames {
    /// Over the reading end of a socket's queue, in place of the body that the handshake's answer has.
    #[must_use]
    pub const fn new(queued: Queued, connection: BoxBody, hang_up: HangUp) -> Self {
        Self {
            queued,
            done: false,
            hang_up,
            _connection: connection,
        }
    }
}

impl Stream for Frames {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        // Before the look, or what comes in between would wake nobody.
        this.queued.watch(context.waker());
        if this.done {
            if !this.queued.is_over() {
                return Poll::Pending;
            }
            if !this.queued.lingers() {
                this.hang_up.after_what_is_written();
            }
            return Poll::Ready(None);
        }
        if let Some(code) = this.queued.code() {
            this.done = true;
            return Poll::Ready(Some(Ok(frame::close(code, ""))));
        }
        match this.queued.take() {
            Some(frames) => Poll::Ready(Some(Ok(frames))),
            None => Poll::Pending,
        }
    }
}
