//! What RFC 6455 forbids a client to send, byte by byte, and what it allows though few clients send it.

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{TestApp, log};
use tutti_types::paths;
use tutti_types::realtime::{MAX_FRAME, SUBPROTOCOL};

const FIN: u8 = 0x80;
const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
const MASKED: u8 = 0x80;

/// A frame as a client sends it, under the masking key of zeros, which leaves the payload as it is.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    [&head(first, payload.len() as u64)[..], payload].concat()
}

/// The head of such a frame.
fn head(first: u8, length: u64) -> Vec<u8> {
    let mut head = vec![first];
    match length {
        0..=125 => head.push(MASKED | length as u8),
        126..=0xffff => {
            head.push(MASKED | 126);
            head.extend((length as u16).to_be_bytes());
        }
        _ => {
            head.push(MASKED | 127);
            head.extend(length.to_be_bytes());
        }
    }
    head.extend([0; 4]);
    head
}

/// A text in two fragments.
fn halves(first: &[u8], second: &[u8]) -> Vec<u8> {
    [frame(TEXT, first), frame(FIN | CONTINUATION, second)].concat()
}

/// A connection after the handshake.
struct Raw {
    stream: TcpStream,
    read: BytesMut,
}

impl Raw {
    async fn open(app: &TestApp) -> Self {
        let mut raw = Self {
            stream: TcpStream::connect(app.addr).await.unwrap(),
            read: BytesMut::new(),
        };
        let upgrade = format!(
            "GET {} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: other, {SUBPROTOCOL}\r\n\r\n",
            paths::REALTIME
        );
        raw.send(upgrade.as_bytes()).await;
        let end = loop {
            match raw.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                Some(at) => break at + 4,
                None => raw.more().await,
            }
        };
        let head = String::from_utf8(raw.read.split_to(end).to_vec()).unwrap();
        assert!(head.starts_with("HTTP/1.1 101"), "{head}");
        // The answer to the RFC's own example of a key, in section 1.3.
        assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
        assert!(
            head.ends_with("\r\n\r\n") && head.contains(SUBPROTOCOL),
            "{head}"
        );
        raw
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    async fn more(&mut self) {
        let read = timeout(DEADLINE, self.stream.read_buf(&mut self.read)).await;
        let read = read.expect("nothing came").unwrap();
        assert_ne!(read, 0, "the connection ended without a close frame");
    }

    /// The next frame of the server: its first byte and its payload, both of which are short in these tests.
    async fn frame(&mut self) -> (u8, Vec<u8>) {
        loop {
            if let [first, length, ..] = self.read[..]
                && self.read.len() >= 2 + usize::from(length)
            {
                assert!(
                    length < 126,
                    "a server's frame is not masked, and these are short"
                );
                self.read.advance(2);
                return (first, self.read.split_to(length.into()).to_vec());
            }
            self.more().await;
        }
    }

    /// The code of the close frame that comes next.
    async fn closed(&mut self) -> u16 {
        let (first, payload) = self.frame().await;
        assert_eq!(first, FIN | CLOSE, "{payload:?}");
        u16::from_be_bytes([payload[0], payload[1]])
    }
}

#[tokio::test]
async fn what_no_client_may_send_closes_with_its_code_and_is_no_error_of_ours() {
    let app = TestApp::start().await;
    let close =
        |code: u16, reason: &[u8]| frame(FIN | CLOSE, &[&code.to_be_bytes(), reason].concat());
    let mut table = vec![
        ("a ping in fragments", frame(PING, b""), 4400),
        ("a pong in fragments", frame(PONG, b"x"), 4400),
        (
            "a close in fragments",
            frame(CLOSE, &1000_u16.to_be_bytes()),
            4400,
        ),
        (
            "a ping over 125 bytes",
            frame(FIN | PING, &[b'x'; 126]),
            4400,
        ),
        ("a close over 125 bytes", close(1000, &[b'x'; 124]), 4400),
        (
            "an unmasked text",
            [&[FIN | TEXT, 2], &b"{}"[..]].concat(),
            4400,
        ),
        ("an unmasked ping", vec![FIN | PING, 0], 4400),
        ("a continuation of nothing", frame(CONTINUATION, b"x"), 4400),
        (
            "a last continuation of nothing",
            frame(FIN | CONTINUATION, b"x"),
            4400,
        ),
        (
            "a text within fragments",
            [frame(TEXT, b"{"), frame(FIN | TEXT, b"}")].concat(),
            4400,
        ),
        (
            "fragments within fragments",
            [frame(TEXT, b"{"), frame(TEXT, b"}")].concat(),
            4400,
        ),
        (
            "a binary within fragments",
            [frame(TEXT, b"{"), frame(FIN | BINARY, b"}")].concat(),
            4400,
        ),
        ("a binary", frame(FIN | BINARY, b"{}"), 4400),
        (
            "a binary in fragments",
            [frame(BINARY, b"{"), frame(FIN | CONTINUATION, b"}")].concat(),
            4400,
        ),
        ("no UTF-8", frame(FIN | TEXT, b"\"\xff\""), 4400),
        (
            "no UTF-8 over fragments",
            halves(b"\"\xc3", b"\x28\""),
            4400,
        ),
        ("UTF-8 that ends too early", halves(b"\"", b"\xc3"), 4400),
        ("a surrogate", frame(FIN | TEXT, b"\"\xed\xa0\x80\""), 4400),
        ("a close of one byte", frame(FIN | CLOSE, &[3]), 4400),
        (
            "a close with a code that nobody may send",
            close(1005, b""),
            4400,
        ),
        ("a close with a code below all", close(999, b""), 4400),
        (
            "a close whose reason is no UTF-8",
            close(1000, b"\xff"),
            4400,
        ),
        ("a close", close(1000, b"bye"), 1000),
        ("a close without a code", frame(FIN | CLOSE, b""), 1000),
        (
            "a close within fragments",
            [frame(TEXT, b"{"), close(1001, b"")].concat(),
            1000,
        ),
        (
            "the head of a text that is too large",
            head(FIN | TEXT, MAX_FRAME as u64 + 1),
            1009,
        ),
        (
            "the head of a text without end",
            head(FIN | TEXT, 1 << 62),
            1009,
        ),
        (
            "the head of a text of a forbidden length",
            head(FIN | TEXT, u64::MAX),
            1009,
        ),
        (
            "the head of a ping without end",
            head(FIN | PING, 1 << 62),
            1009,
        ),
        (
            "a fragment too much",
            halves(&vec![b' '; MAX_FRAME], b" "),
            1009,
        ),
        (
            "the head of a fragment that is too large",
            [frame(TEXT, b"{"), head(CONTINUATION, 1 << 62)].concat(),
            1009,
        ),
        (
            "a large text in small fragments",
            [
                vec![frame(TEXT, b"{")],
                vec![frame(CONTINUATION, &[b' '; 1024]); 64],
            ]
            .concat()
            .concat(),
            1009,
        ),
    ];
    for reserved in [0x10, 0x20, 0x40, 0x70] {
        table.push(("reserved bits", frame(FIN | reserved | TEXT, b"{}"), 4400));
        table.push((
            "reserved bits of a ping",
            frame(FIN | reserved | PING, b""),
            4400,
        ));
    }
    for opcode in (0x3..=0x7).chain(0xb..=0xf) {
        table.push(("a reserved opcode", frame(FIN | opcode, b""), 4400));
    }
    for (what, bytes, code) in table {
        let mut raw = Raw::open(&app).await;
        raw.send(&bytes).await;
        assert_eq!(raw.closed().await, code, "{what}: {bytes:.40?}");
    }
    let errors = log::errors();
    let of_clients = errors.iter().filter(|line| line.contains("actix_http"));
    assert_eq!(of_clients.count(), 0, "{errors:#?}");
}

#[tokio::test]
async fn what_a_client_may_send_is_taken_in_whatever_pieces_it_comes() {
    let app = TestApp::start().await;
    // Whoever is understood before they authenticate is closed with 4401.
    let token =
        |token: &str| format!(r#"{{"type":"authenticate","token":"{token}"}}"#).into_bytes();
    let (text, accented) = (token("x"), token("é"));
    let within = accented.len() - 3;
    let longest = token(&"x".repeat(MAX_FRAME - token("").len()));
    assert_eq!(longest.len(), MAX_FRAME);
    let each_byte = text.iter().map(|byte| frame(CONTINUATION, &[*byte]));
    let table = [
        ("a text", frame(FIN | TEXT, &text)),
        ("the longest text", frame(FIN | TEXT, &longest)),
        (
            "the longest text in two",
            halves(&longest[..40_000], &longest[40_000..]),
        ),
        (
            "a letter over two fragments",
            halves(&accented[..within], &accented[within..]),
        ),
        (
            "a fragment for each byte, and empty ones",
            [
                vec![frame(TEXT, b"")],
                each_byte.collect(),
                vec![frame(FIN | CONTINUATION, b"")],
            ]
            .concat()
            .concat(),
        ),
        (
            "a pong that nobody asked for",
            [frame(FIN | PONG, b"x"), frame(FIN | TEXT, &text)].concat(),
        ),
    ];
    for (what, bytes) in table {
        for piece in [bytes.len(), 1 + bytes.len() / 7] {
            let mut raw = Raw::open(&app).await;
            for bytes in bytes.chunks(piece) {
                raw.send(bytes).await;
            }
            assert_eq!(raw.closed().await, 4401, "{what} in pieces of {piece}");
        }
    }
    let mut raw = Raw::open(&app).await;
    raw.send(&[frame(TEXT, &text[..5]), frame(FIN | PING, &[7; 125])].concat())
        .await;
    assert_eq!(
        raw.frame().await,
        (FIN | PONG, vec![7; 125]),
        "a ping within fragments is answered"
    );
    raw.send(&frame(FIN | CONTINUATION, &text[5..])).await;
    assert_eq!(raw.closed().await, 4401, "and the text goes on");
}
