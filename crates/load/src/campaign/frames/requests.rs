//! Requests.

use std::net::SocketAddr;
use std::time::Duration;

use super::{exchange, noise};
use crate::stand::Workspace;
use tutti_client::request;

/// A body may hold this many bytes.
const LARGEST: usize = 1 << 20;

/// What is sent and how it may be answered.
pub struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    /// The statuses that are right; none: any refusal, or an end without a word.
    wanted: &'static [u16],
}

/// All kinds.
pub fn all(token: &str, workspaces: &[Workspace]) -> Vec<Case> {
    let workspace = workspaces.first();
    let (id, board) = workspace.map_or(("", ""), |w| (&w.id, &w.board));
    let tasks = format!("/api/v1/workspaces/{id}/tasks");
    let head = |rest: &str| {
        format!(
            "POST {tasks} HTTP/1.1\r\nhost: campaign\r\nauthorization: Bearer {token}\r\n{rest}\r\n"
        )
        .into_bytes()
    };
    let post = |body: &str| request("POST", &tasks, Some(token), "", body);
    let typed = "content-type: application/json\r\n";
    let with = |mut head: Vec<u8>, body: &[u8]| {
        head.extend_from_slice(body);
        head
    };
    let many: String = (0..1_000).map(|n| format!("x-{n}: y\r\n")).collect();
    [
        ("no request line", b"\r\n\r\n\0\0\r\n\r\n".to_vec(), &[][..]),
        ("a method alone", b"GET\r\n\r\n".to_vec(), &[]),
        ("a version to come", b"GET /livez HTTP/9.9\r\n\r\n".to_vec(), &[]),
        ("NUL in the path", b"GET /api/v1/\0 HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(), &[]),
        ("an encoded NUL in the path", b"GET /api/v1/workspaces/%00 HTTP/1.1\r\nhost: a\r\n\r\n".to_vec(), &[400, 401, 404]),
        ("a header of 200 kB", head(&format!("x: {}\r\n", "y".repeat(200_000))), &[]),
        ("a thousand headers", head(&many), &[]),
        ("a path of 100 kB", format!("GET /api/v1/{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000)).into_bytes(), &[]),
        ("a negative length", head("content-length: -1\r\n"), &[400]),
        ("two lengths", with(head("content-length: 2\r\ncontent-length: 3\r\n"), b"{}x"), &[400]),
        ("a length and chunks", with(head("content-length: 4\r\ntransfer-encoding: chunked\r\n"), b"0\r\n\r\n"), &[400]),
        ("chunks that are none", with(head(&format!("{typed}transfer-encoding: chunked\r\n")), b"zz\r\n{}\r\n"), &[]),
        ("a body too large", with(head(&format!("{typed}content-length: {}\r\n", LARGEST + 1)), &vec![b' '; LARGEST + 1]), &[413]),
        ("a body too large that does not come", head(&format!("{typed}content-length: {}\r\n", LARGEST + 1)), &[]),
        ("a body too large, in chunks", with(head(&format!("{typed}transfer-encoding: chunked\r\n")), format!("200000\r\n{}\r\n0\r\n\r\n", " ".repeat(0x20_0000)).as_bytes()), &[413]),
        ("another type", with(head("content-type: text/plain\r\ncontent-length: 2\r\n"), b"{}"), &[415]),
        ("no JSON", post("nonsense"), &[400]),
        ("deep JSON", post(&"[".repeat(500_000)), &[400, 422]),
        ("no UTF-8", with(head(&format!("{typed}content-length: 14\r\n")), b"{\"title\":\"\xff\xfe\"}"), &[400]),
        ("an unknown field", post(&format!(r#"{{"board_id":"{board}","title":"t","extra":1}}"#)), &[422]),
        ("the wrong types", post(r#"{"board_id":7,"title":{"$ne":1}}"#), &[400, 422]),
        ("NUL in a title", post(&format!(r#"{{"board_id":"{board}","title":"a\u0000b"}}"#)), &[422]),
        ("half a surrogate in a title", post(&format!(r#"{{"board_id":"{board}","title":"a\ud800b"}}"#)), &[400, 422]),
        ("a title of a megabyte", post(&format!(r#"{{"board_id":"{board}","title":"{}"}}"#, "t".repeat(1_000_000))), &[422]),
        ("a wrong token", request("GET", "/api/v1/me", Some("x.y.z"), "", ""), &[401]),
        ("a key that is none", request("POST", &tasks, Some(token), &format!("idempotency-key: {}\r\n", "k".repeat(300)), "{}"), &[400, 422]),
        ("a query that is none", request("GET", &format!("{tasks}?limit=x&limit=%ff"), Some(token), "", ""), &[422]),
        ("a cursor that is none", request("GET", &format!("{tasks}?cursor=AAAA"), Some(token), "", ""), &[400]),
        ("an upgrade that is none", b"GET /api/v1/realtime HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 1\r\n\r\n".to_vec(), &[]),
        ("a body that does not come to its end", with(head(&format!("{typed}content-length: 100\r\n")), b"{"), &[]),
        ("a head that does not come to its end", b"GET /livez HTTP/1.1\r\nhost: a\r\nx: ".to_vec(), &[]),
        ("noise", noise(2_000), &[]),
    ]
    .map(|(name, bytes, wanted)| Case { name, bytes, wanted })
    .into()
}

impl Case {
    /// Sends it; tells what was wrong.
    pub async fn check(self, addr: SocketAddr) -> Option<String> {
        let enough = |seen: &[u8]| memchr::memmem::find(seen, b"\r\n").is_some();
        let Some(seen) = exchange(addr, &[self.bytes], Duration::ZERO, enough).await else {
            return Some(format!("{}: no answer and no end", self.name));
        };
        let text = String::from_utf8_lossy(&seen);
        let status = text.split(' ').nth(1).and_then(|s| s.parse::<u16>().ok());
        let right = match status {
            Some(status) if self.wanted.is_empty() => (400..500).contains(&status) || status == 505,
            Some(status) => self.wanted.contains(&status),
            None => self.wanted.is_empty() && seen.is_empty(),
        };
        (!right).then(|| format!("{}: answered {status:?}", self.name))
    }
}
