//! WebSocket frames, ready to be written: unmasked as a server's are, each message in one frame (RFC 6455, 5.2).

use bytes::{BufMut, Bytes, BytesMut};
use tutti_types::realtime::ServerFrame;
use tutti_types::{Epoch, WorkspaceId};

use crate::StreamEvent;

const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
/// The frame is its message's last.
const FIN: u8 = 0x80;
/// The longest head: two bytes and a length of 64 bits.
const HEAD: usize = 10;
/// A control frame's payload holds at most this many bytes.
const MAX_CONTROL: usize = 125;

/// A text frame around `payload`, which must be UTF-8.
#[must_use]
pub fn text(payload: &str) -> Bytes {
    let mut frame = begin(TEXT, payload.len());
    frame.put_slice(payload.as_bytes());
    frame.freeze()
}

/// A text frame of one of the server's own messages.
#[must_use]
pub fn server(message: &ServerFrame) -> Bytes {
    // Writing these types to a string cannot fail: they hold no map whose keys are no strings.
    text(&serde_json::to_string(message).unwrap_or_default())
}

/// An event's frame for those whose cursor is `prev`. Its body was made when the event came in and is only copied.
#[must_use]
pub fn event(workspace_id: WorkspaceId, epoch: Epoch, prev: i64, event: &StreamEvent) -> Bytes {
    let head = format!(
        r#"{{"type":"event","workspace_id":"{workspace_id}","epoch":"{epoch}","seq":{},"prev":{prev},"#,
        event.seq()
    );
    let mut frame = begin(TEXT, head.len() + event.body().len());
    frame.put_slice(head.as_bytes());
    frame.put_slice(event.body());
    frame.freeze()
}

/// A close frame. The reason is cut to what fits into a control frame.
#[must_use]
pub fn close(code: u16, reason: &str) -> Bytes {
    let mut end = reason.len().min(MAX_CONTROL - 2);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    let reason = reason.get(..end).unwrap_or_default();
    let mut frame = begin(CLOSE, 2 + reason.len());
    frame.put_u16(code);
    frame.put_slice(reason.as_bytes());
    frame.freeze()
}

/// A ping; the payload is cut to 125 bytes.
#[must_use]
pub fn ping(payload: &[u8]) -> Bytes {
    control(PING, payload)
}

/// A pong, which brings the ping's payload back; it is cut to 125 bytes.
#[must_use]
pub fn pong(payload: &[u8]) -> Bytes {
    control(PONG, payload)
}

fn control(opcode: u8, payload: &[u8]) -> Bytes {
    let payload = payload.get(..MAX_CONTROL).unwrap_or(payload);
    let mut frame = begin(opcode, payload.len());
    frame.put_slice(payload);
    frame.freeze()
}

/// The head of a frame, with room for its payload.
fn begin(opcode: u8, length: usize) -> BytesMut {
    let mut frame = BytesMut::with_capacity(HEAD + length);
    frame.put_u8(FIN | opcode);
    if let Ok(short) = u8::try_from(length)
        && usize::from(short) <= MAX_CONTROL
    {
        frame.put_u8(short);
    } else if let Ok(middle) = u16::try_from(length) {
        frame.put_u8(126);
        frame.put_u16(middle);
    } else {
        frame.put_u8(127);
        frame.put_u64(length as u64);
    }
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_takes_7_16_or_64_bits() {
        for (length, head) in [
            (0, vec![0x81, 0]),
            (125, vec![0x81, 125]),
            (126, vec![0x81, 126, 0, 126]),
            (65_535, vec![0x81, 126, 0xff, 0xff]),
            (65_536, vec![0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] {
            let frame = text(&"x".repeat(length));
            assert_eq!(frame[..head.len()], head[..]);
            assert_eq!(frame.len(), head.len() + length);
        }
    }

    #[test]
    fn control_frames_stay_short() {
        assert_eq!(close(4408, "too slow")[..4], [0x88, 10, 0x11, 0x38]);
        let long = close(1012, &"é".repeat(100));
        assert_eq!(long.len(), 2 + 2 + 122);
        assert!(std::str::from_utf8(&long[4..]).is_ok());
        assert_eq!(ping(b"")[..], [0x89, 0]);
        assert_eq!(pong(&[7; 200]).len(), 2 + 125);
    }
}
