//! Those who follow a workspace over everything that happens to the server: by socket, or by polling.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::watch;

use super::cards::Cards;
use crate::client::{Http, WebSocket, request};
use crate::stand::Workspace;

/// Between tries to come back, and between polls.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a follower may hear nothing once it was told where the stream ends.
const LAST: Duration = Duration::from_secs(30);
/// How long an answer may take before the connection is taken for dead.
const ANSWER: Duration = Duration::from_secs(15);

/// What a follower saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// Where it began.
    pub from: i64,
    /// Every event, in the order it came: position and kind.
    pub events: Vec<(i64, String)>,
    /// What it holds in the end.
    pub cards: Cards,
    /// How often its connection broke.
    pub drops: usize,
    /// How often it was told to load anew.
    pub resyncs: usize,
    /// How long it was without a connection at most.
    pub away: Duration,
    /// Frames that do not go on where it was.
    pub wrong: Vec<String>,
}

/// One of them. Its position is that of its first load.
pub struct Follower {
    addr: SocketAddr,
    token: String,
    workspace: Workspace,
    epoch: String,
    cursor: i64,
    /// Told in the end: the position to follow to.
    end: watch::Receiver<Option<i64>>,
    seen: Seen,
}

#[derive(Deserialize)]
struct Frame {
    r#type: String,
    #[serde(default)]
    seq: i64,
    #[serde(default)]
    prev: Option<i64>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    data: Value,
}

#[derive(Deserialize)]
struct Events {
    seq: i64,
    resync: bool,
    reload: Vec<Value>,
    events: Vec<PageEvent>,
}

/// An event of a page, which has no type.
#[derive(Deserialize)]
struct PageEvent {
    seq: i64,
    kind: String,
    data: Value,
}

impl Follower {
    /// Loads the board.
    pub async fn load(
        addr: SocketAddr,
        token: String,
        workspace: Workspace,
        end: watch::Receiver<Option<i64>>,
    ) -> Result<Self> {
        let path = format!(
            "/api/v1/workspaces/{}/boards/{}",
            workspace.id, workspace.board
        );
        let mut http = Http::open(addr).await?;
        let board = http
            .json(&request("GET", &path, Some(&token), "", ""))
            .await?;
        let cursor = board
            .get("seq")
            .and_then(Value::as_i64)
            .context("a board without seq")?;
        let epoch = board
            .get("epoch")
            .and_then(Value::as_str)
            .context("a board without epoch")?;
        let seen = Seen {
            from: cursor,
            cards: Cards::of_board(&board)?,
            ..Seen::default()
        };
        Ok(Self {
            addr,
            token,
            epoch: epoch.to_owned(),
            workspace,
            cursor,
            end,
            seen,
        })
    }

    /// Follows by socket until the position it is told.
    pub async fn by_socket(mut self) -> Result<Seen> {
        let mut lost = Instant::now();
        loop {
            let opened = tokio::time::timeout(ANSWER, self.open()).await;
            if let Ok(Ok(mut socket)) = opened {
                self.seen.away = self.seen.away.max(lost.elapsed());
                if self.listen(&mut socket).await? {
                    return Ok(self.seen);
                }
                self.seen.drops += 1;
                lost = Instant::now();
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn open(&self) -> Result<WebSocket> {
        let mut socket = WebSocket::open(self.addr, "/api/v1/realtime").await?;
        socket
            .send(&format!(
                r#"{{"type":"authenticate","token":"{}"}}"#,
                self.token
            ))
            .await?;
        socket.until(br#""type":"ready""#).await?;
        socket
            .send(&format!(
                r#"{{"type":"subscribe","workspace_id":"{}","epoch":"{}","after":{}}}"#,
                self.workspace.id, self.epoch, self.cursor
            ))
            .await?;
        Ok(socket)
    }

    /// Whether the end was reached; else the connection broke.
    async fn listen(&mut self, socket: &mut WebSocket) -> Result<bool> {
        let mut quiet = Instant::now();
        loop {
            let last = *self.end.borrow_and_update();
            if last.is_some_and(|last| self.cursor >= last) {
                return Ok(true);
            }
            if last.is_some() && quiet.elapsed() > LAST {
                bail!(
                    "a follower stands at {} and hears nothing up to {last:?}",
                    self.cursor
                );
            }
            let next = async {
                tokio::select! {
                    text = socket.next() => Ok(Some(text)),
                    told = self.end.changed() => told.map(|()| None),
                }
            };
            let Ok(next) = tokio::time::timeout(LAST, next).await else {
                continue;
            };
            let Some(text) = next.context("the campaign is over")? else {
                quiet = Instant::now();
                continue;
            };
            let Ok(text) = text else {
                return Ok(false);
            };
            let frame: Frame = serde_json::from_slice(text)?;
            quiet = Instant::now();
            if !self.take(frame)? {
                return Ok(false);
            }
        }
    }

    /// Whether it goes on.
    fn take(&mut self, frame: Frame) -> Result<bool> {
        match frame.r#type.as_str() {
            "event" => {
                if frame.prev != Some(self.cursor) {
                    self.seen.wrong.push(format!(
                        "{} came with prev {:?} at {}",
                        frame.seq, frame.prev, self.cursor
                    ));
                }
                self.event(frame.seq, frame.kind, &frame.data)?;
            }
            "checkpoint" => self.cursor = frame.seq,
            "subscribed" if frame.seq != self.cursor => {
                self.seen.wrong.push(format!(
                    "subscribed at {} instead of {}",
                    frame.seq, self.cursor
                ));
            }
            "resync" | "reload" => {
                self.seen.resyncs += 1;
                bail!("a follower at {} was told to load anew", self.cursor);
            }
            "denied" => bail!("a follower was denied"),
            // The database is away: subscribe again, with a pause, by a new connection.
            "error" => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn event(&mut self, seq: i64, kind: String, data: &Value) -> Result<()> {
        if seq <= self.cursor {
            self.seen
                .wrong
                .push(format!("{seq} came again at {}", self.cursor));
        }
        self.cursor = seq;
        self.seen.cards.apply(&kind, data)?;
        self.seen.events.push((seq, kind));
        Ok(())
    }

    /// Follows by asking, as behind a proxy that lets no socket through.
    pub async fn by_polling(mut self) -> Result<Seen> {
        let mut http = None;
        let mut quiet = Instant::now();
        loop {
            let last = *self.end.borrow();
            if last.is_some_and(|last| self.cursor >= last) {
                return Ok(self.seen);
            }
            if last.is_some() && quiet.elapsed() > LAST {
                bail!(
                    "polling stands at {} and gets nothing up to {last:?}",
                    self.cursor
                );
            }
            match tokio::time::timeout(ANSWER, self.poll(&mut http)).await {
                Ok(Ok(Some(page))) => {
                    if !page.events.is_empty() || last.is_none() {
                        quiet = Instant::now();
                    }
                    if page.resync || !page.reload.is_empty() {
                        bail!("polling at {} was told to load anew", self.cursor);
                    }
                    for event in page.events {
                        self.event(event.seq, event.kind, &event.data)?;
                    }
                    self.cursor = self.cursor.max(page.seq);
                }
                Ok(Ok(None)) => {}
                _ => {
                    self.seen.drops += usize::from(http.is_some());
                    http = None;
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// One page; nothing where the database is away.
    async fn poll(&self, http: &mut Option<Http>) -> Result<Option<Events>> {
        let connection = match http {
            Some(http) => http,
            none => none.insert(Http::open(self.addr).await?),
        };
        let path = format!(
            "/api/v1/workspaces/{}/events?epoch={}&after={}",
            self.workspace.id, self.epoch, self.cursor
        );
        let answer = connection
            .call(&request("GET", &path, Some(&self.token), "", ""))
            .await?;
        match answer.status {
            200 => Ok(Some(serde_json::from_slice(connection.body(&answer))?)),
            503 => Ok(None),
            status => bail!("a poll was answered {status}"),
        }
    }
}
