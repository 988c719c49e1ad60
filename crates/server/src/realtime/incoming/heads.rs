//! The heads of the frames in a request's body (RFC 6455 section 5.2), read before any payload is gathered.
//!
//! The codec gathers as many bytes as a head announces before it says that these are too many. Here they are too many at once.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use bytes::{Buf, Bytes};
use futures_util::Stream;
use tutti_types::realtime::MAX_FRAME;

const MASKED: u8 = 0x80;
/// Bytes of a masking key.
const KEY: u64 = 4;

/// A body that ends with [`PayloadError::Overflow`] where a frame announces more than [`MAX_FRAME`].
pub(super) struct Heads {
    payload: Payload,
    head: Head,
    /// Bytes that are left of the frame whose head was read.
    left: u64,
}

impl Heads {
    pub(super) fn new(payload: Payload) -> Self {
        Self {
            payload,
            head: Head::default(),
            left: 0,
        }
    }

    /// Walks over the frames in `bytes`.
    fn walk(&mut self, mut bytes: &[u8]) -> Result<(), PayloadError> {
        loop {
            let here = usize::try_from(self.left).map_or(bytes.len(), |left| left.min(bytes.len()));
            bytes.advance(here);
            self.left -= here as u64;
            if !bytes.has_remaining() {
                return Ok(());
            }
            if let Some(left) = self.head.push(bytes.get_u8())? {
                self.left = left;
                self.head = Head::default();
            }
        }
    }
}

impl Stream for Heads {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let next = ready!(Pin::new(&mut this.payload).poll_next(context));
        Poll::Ready(next.map(|bytes| {
            let bytes = bytes?;
            this.walk(&bytes)?;
            Ok(bytes)
        }))
    }
}

/// The head of a frame, as far as it has come.
#[derive(Default)]
struct Head {
    read: u8,
    second: u8,
    length: u64,
}

impl Head {
    /// Takes the next byte. With the last one of the length: how many bytes the frame still has, its masking key included.
    fn push(&mut self, byte: u8) -> Result<Option<u64>, PayloadError> {
        self.read += 1;
        match self.read {
            1 => return Ok(None),
            2 => self.second = byte,
            _ => self.length = self.length << 8 | u64::from(byte),
        }
        let (end, length) = match self.second & !MASKED {
            126 => (4, self.length),
            127 => (10, self.length),
            short => (2, u64::from(short)),
        };
        if self.read < end {
            return Ok(None);
        }
        if length > MAX_FRAME as u64 {
            return Err(PayloadError::Overflow);
        }
        let key = if self.second & MASKED == 0 { 0 } else { KEY };
        Ok(Some(length + key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a body that comes in pieces of so many bytes.
    fn walked(body: &[u8], piece: usize) -> Result<(), PayloadError> {
        let mut heads = Heads::new(Payload::None);
        body.chunks(piece).try_for_each(|bytes| heads.walk(bytes))
    }

    #[test]
    fn a_frame_is_refused_by_its_head_however_that_comes() {
        let frame = |second: &[u8], payload: usize| {
            let mut frame = [&[0x81], second, &[0; 4]].concat();
            frame.resize(frame.len() + payload, 0x7f);
            frame
        };
        let short = frame(&[MASKED | 125], 125);
        let middle = frame(&[MASKED | 126, 0xff, 0xff], 0xffff);
        let longest = frame(&[MASKED | 127, 0, 0, 0, 0, 0, 1, 0, 0], MAX_FRAME);
        let unmasked = [&[0x81, 3], &b"abc"[..]].concat();
        let fine = [short, middle, longest, unmasked].concat();
        let one_more = frame(&[MASKED | 127, 0, 0, 0, 0, 0, 1, 0, 1], 0);
        let endless = frame(
            &[MASKED | 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            0,
        );
        for piece in [1, 2, 3, 7, 4096, fine.len() * 2] {
            assert!(walked(&fine, piece).is_ok(), "{piece}");
            for refused in [&one_more, &endless] {
                let body = [&fine[..], &refused[..10]].concat();
                assert!(
                    matches!(walked(&body, piece), Err(PayloadError::Overflow)),
                    "{piece}"
                );
            }
        }
    }
}
