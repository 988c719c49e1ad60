//! How the connection of a socket ends. A test that waits for its end would wait for longer than its deadline if the server
//! waited for the client.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, connect_async};
use tutti_server::config::Timeouts;
use tutti_testkit::pace::DEADLINE;
use tutti_testkit::{Options, TestApp};
use tutti_types::paths;

/// A binary frame, masked by zeros: the server closes for it.
const BINARY: &[u8] = b"\x82\x81\0\0\0\0x";
/// A Close with the code 1000, masked likewise.
const CLOSE: &[u8] = b"\x88\x82\0\0\0\0\x03\xe8";
/// How a Close of the server begins: its code is the content, of two bytes.
const CLOSED: [u8; 2] = [0x88, 2];

async fn patient() -> TestApp {
    patient_with("off").await
}

/// The same with limits of rates.
async fn patient_with(limits: &str) -> TestApp {
    let timeouts = Timeouts {
        linger: DEADLINE * 2,
        ..Timeouts::default()
    };
    TestApp::with(Options {
        limits: limits.to_owned(),
        timeouts,
        ..Options::default()
    })
    .await
}

/// The connection of a socket that was just opened.
async fn connection(app: &TestApp) -> TcpStream {
    let url = format!("ws://{}{}", app.addr, paths::REALTIME);
    let (socket, _) = connect_async(url.into_client_request().unwrap())
        .await
        .unwrap();
    let MaybeTlsStream::Plain(stream) = socket.into_inner() else {
        unreachable!("nothing is encrypted here")
    };
    stream
}

/// Asks for the same again and again and reads no answer. Comes back when the server has ended the connection.
async fn ask_and_never_read(mut stream: TcpStream, request: &[u8]) {
    let requests = request.repeat(64);
    let asking = async { while stream.write_all(&requests).await.is_ok() {} };
    let ended = timeout(DEADLINE, asking).await;
    ended.expect("the connection does not end");
}

/// All that still comes, up to the end of the connection.
async fn rest(mut stream: TcpStream) -> Vec<u8> {
    let mut rest = Vec::new();
    let ended = timeout(DEADLINE, stream.read_to_end(&mut rest)).await;
    ended.expect("the connection does not end").unwrap();
    rest
}

#[tokio::test]
async fn the_server_ends_it_once_both_have_closed() {
    let app = patient().await;
    let mut first = connection(&app).await;
    first.write_all(CLOSE).await.unwrap();
    assert_eq!(rest(first).await[..2], CLOSED);

    let mut second = connection(&app).await;
    second.write_all(BINARY).await.unwrap();
    let mut close = [0; 4];
    second.read_exact(&mut close).await.unwrap();
    assert_eq!(close[..2], CLOSED);
    second.write_all(CLOSE).await.unwrap();
    assert!(rest(second).await.is_empty());
}

#[tokio::test]
async fn a_client_that_does_not_answer_a_close_is_not_waited_for() {
    let app = patient().await;
    let mut silent = connection(&app).await;
    silent.write_all(BINARY).await.unwrap();
    assert_eq!(rest(silent).await[..2], CLOSED);
}

#[tokio::test]
async fn a_client_that_never_reads_loses_its_connection() {
    let app = TestApp::with(Options {
        timeouts: Timeouts {
            unread: Duration::from_millis(200),
            ..Timeouts::default()
        },
        ..Options::default()
    })
    .await;
    // Pings, which are answered by as much, of a socket; requests of a connection that is none.
    let ping = [&b"\x89\xfd\0\0\0\0"[..], &[b'x'; 125]].concat();
    ask_and_never_read(connection(&app).await, &ping).await;
    let plain = TcpStream::connect(app.addr).await.unwrap();
    let file = b"GET /api/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n";
    ask_and_never_read(plain, file).await;
}

#[tokio::test]
async fn a_client_that_sends_on_is_told_why_it_is_closed() {
    // A text without a mask, and any bytes behind it; more pings than are taken.
    for (limits, first, more, code) in [
        ("off", &b"\x81\x01x"[..], &b"x"[..], 4400_u16),
        ("on", &b""[..], &b"\x89\x80\0\0\0\0"[..], 4429),
    ] {
        let app = patient_with(limits).await;
        let mut stream = connection(&app).await;
        let (mut reads, mut writes) = stream.split();
        let sending = async {
            writes.write_all(first).await.unwrap();
            for _ in 0..64 {
                writes.write_all(&more.repeat(8 * 1024)).await.unwrap();
            }
        };
        let told = async {
            loop {
                let mut head = [0; 2];
                reads.read_exact(&mut head).await.unwrap();
                let mut content = vec![0_u8; head[1].into()];
                reads.read_exact(&mut content).await.unwrap();
                if head == CLOSED {
                    return content;
                }
            }
        };
        let both = async { tokio::join!(sending, told) };
        let ((), told) = timeout(DEADLINE, both).await.expect("it is not closed");
        assert_eq!(told, code.to_be_bytes());
    }
}
