//! The outgoing half of a socket as the body of its response: frames that are ready to be written, several in one write.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::BoxBody;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use tutti_realtime::frame;

use super::queue::Queued;

/// Frames that wait are written together up to this many bytes, which saves a system call each.
const TOGETHER: usize = 16 * 1024;

/// The frames of one socket, until it is closed.
#[derive(Debug)]
pub struct Frames {
    queued: Queued,
    done: bool,
    /// The body that actix-ws made. It is never read; its end with ours tells the incoming half that the connection is gone.
    _connection: BoxBody,
}

impl Frames {
    /// Over the reading end of a socket's queue, in place of the body that the handshake's answer has.
    #[must_use]
    pub const fn new(queued: Queued, connection: BoxBody) -> Self {
        Self {
            queued,
            done: false,
            _connection: connection,
        }
    }

    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        match self.queued.answers.poll_recv(context) {
            Poll::Ready(Some(answer)) => return Poll::Ready(Some(answer)),
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => {}
        }
        self.queued.live.poll_recv(context)
    }
}

impl Stream for Frames {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.done {
            return Poll::Ready(None);
        }
        this.queued.closing.watch(context.waker());
        if let Some(code) = this.queued.closing.code() {
            this.done = true;
            return Poll::Ready(Some(Ok(frame::close(code, ""))));
        }
        let first = match this.next(context) {
            Poll::Ready(Some(first)) => first,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Pending => return Poll::Pending,
        };
        if first.len() >= TOGETHER {
            return Poll::Ready(Some(Ok(first)));
        }
        let mut together: Option<BytesMut> = None;
        while together.as_ref().map_or(first.len(), BytesMut::len) < TOGETHER {
            let Poll::Ready(Some(more)) = this.next(context) else {
                break;
            };
            together
                .get_or_insert_with(|| BytesMut::from(&first[..]))
                .extend_from_slice(&more);
        }
        Poll::Ready(Some(Ok(together.map_or(first, BytesMut::freeze))))
    }
}
