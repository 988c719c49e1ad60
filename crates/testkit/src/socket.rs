//! A realtime socket that keeps every raw frame.

use std::collections::VecDeque;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tutti_client::Frame;
use tutti_types::realtime::{ClientFrame, EventFrame, SUBPROTOCOL, ServerFrame};
use tutti_types::{Epoch, WorkspaceId, paths};

use crate::client::Client;
use crate::contract::schema;
use crate::pace::DEADLINE;

/// What no frame may hold.
const SECRETS: [&str; 6] = ["argon2", "password", "token", "_hash", "secret", "\"link\""];

/// An open socket.
pub struct TestSocket {
    inner: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Every text frame that came, as it came.
    pub raw: Vec<String>,
    ahead: VecDeque<Frame>,
}

impl TestSocket {
    /// Opens one with these headers besides; the status where it is refused.
    pub async fn open(client: &Client, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let url = format!("ws://{}{}", client.addr(), paths::REALTIME);
        let mut request = url.into_client_request().unwrap();
        let more = request.headers_mut();
        more.insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
        for (name, value) in headers {
            more.insert(*name, value.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((inner, answer)) => {
                let protocol = answer.headers().get("sec-websocket-protocol");
                assert_eq!(protocol.unwrap(), SUBPROTOCOL);
                Ok(Self {
                    inner,
                    raw: Vec::new(),
                    ahead: VecDeque::new(),
                })
            }
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("no socket: {error}"),
        }
    }

    /// Opens and authenticates one.
    pub async fn of(client: &Client) -> Self {
        let mut socket = Self::open(client, &[]).await.unwrap();
        let token = client.token.clone().unwrap();
        socket.send(&ClientFrame::Authenticate { token }).await;
        socket
            .until(|frame| matches!(frame, Frame::Server(ServerFrame::Ready { .. })))
            .await;
        socket
    }

    /// Opens one that follows a workspace from now.
    pub async fn following(client: &Client, workspace_id: WorkspaceId) -> Self {
        let mut socket = Self::of(client).await;
        socket.subscribe(workspace_id, None).await;
        socket
            .until(|frame| matches!(frame, Frame::Server(ServerFrame::Subscribed { .. })))
            .await;
        socket
    }

    /// Asks to follow a workspace, from a position or from now.
    pub async fn subscribe(&mut self, workspace_id: WorkspaceId, from: Option<(Epoch, i64)>) {
        let (epoch, after) = from.unzip();
        self.send(&ClientFrame::Subscribe {
            workspace_id,
            epoch,
            after,
        })
        .await;
    }

    /// Sends a frame.
    pub async fn send(&mut self, frame: &ClientFrame) {
        self.send_text(serde_json::to_string(frame).unwrap()).await;
    }

    /// Sends any text.
    pub async fn send_text(&mut self, text: impl Into<String>) {
        self.send_message(Message::text(text.into())).await;
    }

    /// Sends any message.
    pub async fn send_message(&mut self, message: Message) {
        // A socket that the server has just closed takes no more; what it was closed with comes by `next`.
        let _ = self.inner.send(message).await;
    }

    /// The next frame. Fails where none comes in time.
    pub async fn next(&mut self) -> Frame {
        if let Some(frame) = self.ahead.pop_front() {
            return frame;
        }
        timeout(DEADLINE, self.read()).await.unwrap_or_else(|_| {
            panic!("no frame came; the last ones were {:#?}", self.last());
        })
    }

    fn last(&self) -> &[String] {
        &self.raw[self.raw.len().saturating_sub(5)..]
    }

    async fn read(&mut self) -> Frame {
        loop {
            match self.inner.next().await {
                Some(Ok(Message::Text(text))) => {
                    let frame = parse(&text);
                    self.raw.push(text.to_string());
                    return frame;
                }
                Some(Ok(Message::Close(frame))) => {
                    return Frame::Closed(frame.map_or(1005, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                // The connection broke without a word.
                Some(Err(_)) | None => return Frame::Closed(1006),
            }
        }
    }

    /// The first frame that `wanted` picks; those before it are passed over, but stay in [`TestSocket::raw`].
    pub async fn until(&mut self, wanted: impl Fn(&Frame) -> bool) -> Frame {
        loop {
            let frame = self.next().await;
            if wanted(&frame) {
                return frame;
            }
            if let Frame::Closed(code) = frame {
                panic!(
                    "closed with {code}; the last frames were {:#?}",
                    self.last()
                );
            }
        }
    }

    /// The next event; frames of other kinds are passed over.
    pub async fn event(&mut self) -> EventFrame {
        match self.until(|frame| matches!(frame, Frame::Event(_))).await {
            Frame::Event(event) => event,
            _ => unreachable!(),
        }
    }

    /// The next `n` events.
    pub async fn events(&mut self, n: usize) -> Vec<EventFrame> {
        let mut events = Vec::with_capacity(n);
        for _ in 0..n {
            events.push(self.event().await);
        }
        events
    }

    /// What the socket is closed with.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Frame::Closed(code) = self.next().await {
                return code;
            }
        }
    }

    /// Comes back when the server has answered all that was sent before, and gives the events that came meanwhile.
    pub async fn settle(&mut self, n: u64) -> Vec<EventFrame> {
        self.send(&ClientFrame::Ping { n }).await;
        let mut events = Vec::new();
        loop {
            match self.next().await {
                Frame::Server(ServerFrame::Pong { n: answered }) if answered == n => return events,
                Frame::Event(event) => events.push(event),
                Frame::Closed(code) => panic!("closed with {code}"),
                Frame::Server(_) => {}
            }
        }
    }

    /// Leaves without a word, as a browser that is killed.
    pub fn cut(self) {
        drop(self);
    }
}

/// Reads a frame, which no server of ours may have filled with a secret.
fn parse(text: &str) -> Frame {
    let lower = text.to_lowercase();
    for secret in SECRETS {
        assert!(!lower.contains(secret), "{secret} in a frame: {text}");
    }
    let value: Value = serde_json::from_str(text).unwrap();
    let event = value["type"] == "event";
    let name = if event { "EventFrame" } else { "ServerFrame" };
    let fault = schema::fault(&format!("/components/schemas/{name}"), &value);
    assert_eq!(fault, None, "{text}");
    Frame::read(text.as_bytes()).unwrap()
}
