//! The incoming half of a socket: bytes to frames, with their bounds.

use actix_http::ws::{Codec, Frame, Item, ProtocolError};
use actix_web::web::Payload;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use tokio_util::codec::Decoder;
use tutti_types::realtime::{MAX_FRAME, close};

/// The longest head of a frame: two bytes, a length of eight and a mask of four (RFC 6455 section 5.2).
const HEAD: usize = 14;

/// What came in.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A text frame, whole.
    Text(Bytes),
    /// The client asks whether we are there.
    Ping(Bytes),
    /// The client is there.
    Pong,
    /// The client is gone, or says goodbye.
    Closed,
    /// Not to be had: end the socket with this code.
    Broken(u16),
}

/// Reads frames off a request's body.
pub(super) struct Reader {
    payload: Payload,
    buffer: BytesMut,
    codec: Codec,
    /// A text that comes in pieces.
    pieces: Option<BytesMut>,
}

impl Reader {
    pub(super) fn new(payload: Payload) -> Self {
        Self {
            payload,
            buffer: BytesMut::new(),
            codec: Codec::new().max_size(MAX_FRAME),
            pieces: None,
        }
    }

    /// The next thing that came in. Dropping the future loses nothing.
    pub(super) async fn next(&mut self) -> Incoming {
        loop {
            match self.codec.decode(&mut self.buffer) {
                Ok(Some(frame)) => {
                    if let Some(incoming) = self.take(frame) {
                        return incoming;
                    }
                }
                // The codec gathers what a head announces, however much that is.
                Ok(None) if self.buffer.len() > HEAD + MAX_FRAME => {
                    return Incoming::Broken(close::TOO_LARGE);
                }
                Ok(None) => match self.payload.next().await {
                    Some(Ok(bytes)) => self.buffer.extend_from_slice(&bytes),
                    _ => return Incoming::Closed,
                },
                Err(ProtocolError::Overflow) => return Incoming::Broken(close::TOO_LARGE),
                Err(_) => return Incoming::Broken(close::BAD_FRAME),
            }
        }
    }

    fn take(&mut self, frame: Frame) -> Option<Incoming> {
        Some(match frame {
            Frame::Text(text) => Incoming::Text(text),
            Frame::Ping(payload) => Incoming::Ping(payload),
            Frame::Pong(_) => Incoming::Pong,
            Frame::Close(_) => Incoming::Closed,
            Frame::Continuation(Item::FirstText(piece)) => return self.piece(&piece, false, true),
            Frame::Continuation(Item::Continue(piece)) => return self.piece(&piece, false, false),
            Frame::Continuation(Item::Last(piece)) => return self.piece(&piece, true, false),
            Frame::Binary(_) | Frame::Continuation(Item::FirstBinary(_)) => {
                Incoming::Broken(close::BAD_FRAME)
            }
        })
    }

    /// Adds a piece; all of them together are bounded as one frame is.
    fn piece(&mut self, piece: &[u8], last: bool, first: bool) -> Option<Incoming> {
        if first {
            self.pieces = Some(BytesMut::new());
        }
        let Some(pieces) = self.pieces.as_mut() else {
            return Some(Incoming::Broken(close::BAD_FRAME));
        };
        if pieces.len() + piece.len() > MAX_FRAME {
            return Some(Incoming::Broken(close::TOO_LARGE));
        }
        pieces.extend_from_slice(piece);
        if last {
            self.pieces
                .take()
                .map(|whole| Incoming::Text(whole.freeze()))
        } else {
            None
        }
    }
}
