//! Requests that no HTTP parser reads: the answers have the shape of all others, and the log holds no ERROR for what a client did.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tutti_server::config::Timeouts;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Database, Method, Options, TestApp, TestResponse};

use crate::binary::Server;

/// What cannot be read, and how it is answered.
fn broken() -> Vec<(String, u16)> {
    let get = |rest: &str| format!("GET /livez HTTP/1.1\r\nhost: x\r\n{rest}\r\n");
    let post = |rest: &str| format!("POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\n{rest}");
    let long = |bytes: usize| format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(bytes - 1));
    let many: String = (0..1_000).map(|n| format!("x-{n}: {n}\r\n")).collect();
    vec![
        (get("content-length: x\r\n"), 400),
        (get("content-length: -1\r\n"), 400),
        (get("content-length: 1\r\ncontent-length: 1\r\n"), 400),
        (get("content-length: 99999999999999999999999\r\n"), 400),
        (get("transfer-encoding: gzip\r\n"), 400),
        (
            get("transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n"),
            400,
        ),
        (get("no colon\r\n"), 400),
        (get("bad name : x\r\n"), 400),
        (get("x: a\u{0}b\r\n"), 400),
        (get("host: y\r\n"), 400),
        (get(&many), 431),
        (get(&format!("x: {}\r\n", "y".repeat(200_000))), 431),
        (long(65_535), 414),
        (long(120_000), 414),
        (long(200_000), 414),
        (format!("{}{}", get(""), long(65_535)), 414),
        ("GET /livez HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET /livez HTTP/9.9\r\nhost: x\r\n\r\n".to_owned(), 400),
        ("G@T /livez HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(), 400),
        ("GET /li vez HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(), 400),
        ("GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n".to_owned(), 400),
        ("\r\n\r\nnothing\r\n\r\n".to_owned(), 400),
        (
            post("transfer-encoding: chunked\r\ncontent-type: application/json\r\n\r\nzz\r\n"),
            400,
        ),
        // After one that can be read.
        (format!("{}{}", get(""), get("content-length: x\r\n")), 400),
    ]
}

/// Sends bytes and reads whatever is answered until the connection ends.
async fn answers(addr: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(addr).await.unwrap();
    // The server may hang up before it has it all.
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// The last answer of some: its status, its headers, its body.
fn last(answers: &str) -> (u16, Vec<(String, String)>, String) {
    let start = answers
        .rfind("HTTP/1.")
        .unwrap_or_else(|| panic!("no answer: {answers:?}"));
    let (head, body) = answers[start..].split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let fields = lines.map(|line| line.split_once(": ").unwrap());
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    (status, fields.collect(), body.to_owned())
}

/// What the refusal of a request that was read has, and each request has anew.
const OWN: [&str; 5] = [
    "x-request-id",
    "content-length",
    "connection",
    "date",
    "vary",
];

/// Fails where the last of some answers has not the shape of the refusal of a request that was read.
fn has_the_shape_of(refused: &TestResponse, told: &str, status: u16, what: &str) {
    let (answered, headers, body) = last(told);
    let what = format!("{what:.80?} got {told:?}");
    assert_eq!(answered, status, "{what}");
    let header = |name: &str| {
        let mut values = headers.iter().filter(|(other, _)| other == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} twice: {what}");
        value
    };
    for name in refused.headers.keys() {
        let name = name.as_str();
        if !OWN.contains(&name) {
            assert_eq!(header(name), refused.header(name), "{name}: {what}");
        }
    }
    assert_eq!(
        header("content-length"),
        Some(body.len().to_string().as_str()),
        "{what}"
    );
    let problem: Value = serde_json::from_str(&body).unwrap_or_else(|e| panic!("{e}: {what}"));
    assert_eq!(problem["status"], status, "{what}");
    let id = problem["request_id"].as_str();
    assert_eq!(id, header("x-request-id"), "{what}");
    assert!(id.is_some_and(|id| !id.is_empty()), "{what}");
}

async fn refused(app: &TestApp) -> TestResponse {
    let call = app.anonymous().call(Method::GET, "/api/v1/nothing");
    let answer = call.send().await;
    answer.expect(404);
    answer
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_as_all_else_is() {
    let app = TestApp::start().await;
    let refused = refused(&app).await;
    for (request, status) in broken() {
        let told = answers(&app.addr.to_string(), &request).await;
        has_the_shape_of(&refused, &told, status, &request);
    }
}

#[tokio::test]
async fn a_head_that_does_not_come_to_its_end_is_answered_as_all_else_is() {
    let options = Options {
        public_url: Some("https://tutti.example".to_owned()),
        ..Options::default()
    };
    let patient = TestApp::with(options.clone()).await;
    let hasty = Options {
        timeouts: Timeouts {
            head: Duration::from_millis(50),
            ..Timeouts::default()
        },
        ..options
    };
    let hasty = TestApp::over(patient.database.clone(), hasty).await;
    // The one that waits is asked, since on a busy machine the other may not wait for a whole head either.
    let refused = refused(&patient).await;
    let addr = hasty.addr.to_string();
    let heads = [
        "",
        "GE",
        "GET /livez HTTP/1.1\r\n",
        "GET /livez HTTP/1.1\r\nhost: x\r\n",
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-ty",
    ];
    let all = heads.map(|head| answers(&addr, head));
    let all = timeout(DEADLINE, join_all(all)).await.unwrap();
    for (head, told) in heads.iter().zip(all) {
        has_the_shape_of(&refused, &told, 408, head);
        assert!(told.contains("\"request_timeout\""), "{told}");
    }
}

#[tokio::test]
async fn what_a_client_does_wrong_is_no_error_of_ours() {
    let database = Database::new();
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&database.url, data.path()).await;
    let addr = server.addr.clone();
    for (request, _) in broken() {
        answers(&addr, &request).await;
    }
    for bytes in [
        // A ping in pieces, a continuation of nothing, reserved bits, no mask, an unknown opcode, a text that is none, a close code.
        &b"\x09\x80\0\0\0\0"[..],
        b"\x80\x80\0\0\0\0",
        b"\xf1\x80\0\0\0\0",
        b"\x81\x01x",
        b"\x83\x80\0\0\0\0",
        b"\x81\x81\0\0\0\0\xff",
        b"\x88\x82\0\0\0\0\0\x01",
        b"\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
        b"\x01\x81\0\0\0\0x\x81\x80\0\0\0\0",
    ] {
        let url = format!("ws://{addr}/api/v1/realtime");
        let (socket, _) = connect_async(url.into_client_request().unwrap())
            .await
            .unwrap();
        let tokio_tungstenite::MaybeTlsStream::Plain(mut stream) = socket.into_inner() else {
            unreachable!("nothing is encrypted here")
        };
        stream.write_all(bytes).await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    }
    // Who goes away in the middle of either half.
    for request in [
        "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{",
        "GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(&addr).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
    }
    let live = format!("http://{addr}/livez");
    let live = tutti_testkit::http().get(live).send().await.unwrap();
    assert_eq!(live.status(), 200);
    drop(server);
    let log = std::fs::read_to_string(data.path().join("log")).unwrap();
    assert!(log.contains("answered"), "there is no log: {log}");
    let errors: Vec<&str> = log.lines().filter(|line| line.contains("ERROR")).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}
