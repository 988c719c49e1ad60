//! Sockets.

use std::net::SocketAddr;
use std::time::Duration;

use super::{exchange, noise};
use crate::stand::Workspace;
use tutti_client::whole;

const HANDSHAKE: &[u8] = b"GET /api/v1/realtime HTTP/1.1\r\nhost: campaign\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: tutti.v1\r\n\r\n";
/// The largest frame that is taken.
const LARGEST: usize = 64 * 1024;
const TEXT: u8 = 0x81;

/// What comes over a socket and how that has to end.
pub struct Case {
    name: &'static str,
    pieces: Vec<Vec<u8>>,
    pause: Duration,
    wanted: Wanted,
}

#[derive(Clone, Copy)]
enum Wanted {
    /// One of these close codes.
    Closed(&'static [u16]),
    /// A frame with this text, and no close.
    Text(&'static [u8]),
    /// Any end.
    End,
}

/// A frame of a client; its mask is zero.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    if payload.len() < 126 {
        frame.push(0x80 | u8::try_from(payload.len()).unwrap_or(0));
    } else {
        frame.push(0xff);
        frame.extend_from_slice(&(payload.len() as u64).to_be_bytes());
    }
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(payload);
    frame
}

/// All kinds.
pub fn all(token: &str, workspaces: &[Workspace]) -> Vec<Case> {
    const BAD: Wanted = Wanted::Closed(&[4400]);
    const LARGE: Wanted = Wanted::Closed(&[1009]);
    const NOBODY: Wanted = Wanted::Closed(&[4401]);
    let hello = format!(r#"{{"type":"authenticate","token":"{token}"}}"#).into_bytes();
    let id = workspaces.first().map_or("", |w| w.id.as_str());
    let third = hello.len() / 3;
    let part =
        |first: u8, from: usize, to: usize| frame(first, hello.get(from..to).unwrap_or_default());
    let after_hello = |bytes: Vec<u8>| vec![frame(TEXT, &hello), bytes];
    let unmasked = [vec![TEXT, 2], b"{}".to_vec()].concat();
    let piece = vec![b' '; LARGEST / 2];
    let mut cases = vec![
        ("no JSON", vec![frame(TEXT, b"garbage")], BAD),
        (
            "an unknown type",
            vec![frame(TEXT, br#"{"type":"shout"}"#)],
            BAD,
        ),
        (
            "an unknown field",
            after_hello(frame(TEXT, br#"{"type":"ping","n":1,"x":1}"#)),
            BAD,
        ),
        ("a binary frame", vec![frame(0x82, b"{}")], BAD),
        ("an unmasked frame", vec![unmasked], BAD),
        (
            "no UTF-8",
            vec![frame(TEXT, b"{\"type\":\"\xff\xfe\"}")],
            BAD,
        ),
        ("a reserved opcode", vec![frame(0x83, b"{}")], BAD),
        ("a continuation of nothing", vec![frame(0x80, b"{}")], BAD),
        (
            "a ping in pieces",
            after_hello(frame(0x09, b"a")),
            Wanted::End,
        ),
        (
            "a ping that is too long",
            after_hello(frame(0x89, &[b'a'; 200])),
            BAD,
        ),
        (
            "deep JSON",
            vec![frame(TEXT, "[".repeat(60_000).as_bytes())],
            BAD,
        ),
        (
            "a frame too large by one byte",
            vec![frame(TEXT, &vec![b' '; LARGEST + 1])],
            LARGE,
        ),
        (
            // What is announced may not be gathered until all of it is there.
            "a length of 2^62 and a megabyte of it",
            after_hello(
                [
                    vec![TEXT, 0xff],
                    (1_u64 << 62).to_be_bytes().to_vec(),
                    vec![0; 1 << 20],
                ]
                .concat(),
            ),
            LARGE,
        ),
        (
            "pieces that are too large together",
            vec![frame(0x01, &piece), frame(0x00, &piece), frame(0x80, b" ")],
            LARGE,
        ),
        (
            "a subscription by nobody",
            vec![frame(
                TEXT,
                format!(r#"{{"type":"subscribe","workspace_id":"{id}"}}"#).as_bytes(),
            )],
            NOBODY,
        ),
        (
            "a wrong token",
            vec![frame(TEXT, br#"{"type":"authenticate","token":"x.y.z"}"#)],
            NOBODY,
        ),
        ("not a word", vec![], NOBODY),
        (
            "a frame that does not come to its end",
            vec![part(TEXT, 0, third).into_iter().take(9).collect()],
            NOBODY,
        ),
        (
            "half-open: nobody answers the ping",
            vec![frame(TEXT, &hello)],
            Wanted::Closed(&[4408]),
        ),
        (
            "in pieces, as it may",
            vec![
                part(0x01, 0, third),
                part(0x00, third, 2 * third),
                part(0x80, 2 * third, hello.len()),
            ],
            Wanted::Text(br#""type":"ready""#),
        ),
        (
            "a strange workspace",
            after_hello(frame(
                TEXT,
                br#"{"type":"subscribe","workspace_id":"01900000-0009-7000-8000-000000000000"}"#,
            )),
            Wanted::Text(br#""type":"denied""#),
        ),
        ("noise", vec![noise(300)], Wanted::End),
        (
            "noise behind a greeting",
            after_hello(noise(3_000)),
            Wanted::End,
        ),
    ]
    .into_iter()
    .map(|(name, pieces, wanted)| Case {
        name,
        pieces,
        pause: Duration::ZERO,
        wanted,
    })
    .collect::<Vec<_>>();
    // A byte at a time for longer than one has to say who one is.
    cases.push(Case {
        name: "a byte now and then",
        pieces: frame(TEXT, &hello)
            .into_iter()
            .map(|byte| vec![byte])
            .collect(),
        pause: Duration::from_millis(250),
        wanted: NOBODY,
    });
    cases
}

impl Case {
    /// Plays it; tells what was wrong.
    pub async fn check(self, addr: SocketAddr) -> Option<String> {
        let mut pieces = vec![HANDSHAKE.to_vec()];
        pieces.extend(self.pieces);
        let wanted = self.wanted;
        let enough = move |seen: &[u8]| match wanted {
            Wanted::Text(text) => {
                memchr::memmem::find(seen, text).is_some() || code(seen).is_some()
            }
            _ => code(seen).is_some(),
        };
        let Some(seen) = exchange(addr, &pieces, self.pause, enough).await else {
            return Some(format!("{}: stands open", self.name));
        };
        let code = code(&seen);
        let right = match wanted {
            Wanted::Closed(codes) => code.is_some_and(|code| codes.contains(&code)),
            Wanted::Text(text) => memchr::memmem::find(&seen, text).is_some(),
            Wanted::End => true,
        };
        (!right).then(|| format!("{}: ended with {code:?}", self.name))
    }
}

/// The close code among the frames that came.
fn code(seen: &[u8]) -> Option<u16> {
    let mut rest = seen.get(memchr::memmem::find(seen, b"\r\n\r\n")? + 4..)?;
    while let Some((opcode, head, length)) = whole(rest) {
        if opcode == 0x8 {
            let code = rest.get(head..head + 2)?;
            return Some(u16::from_be_bytes(code.try_into().ok()?));
        }
        rest = rest.get(head + length..)?;
    }
    None
}
