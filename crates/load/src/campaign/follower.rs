//! Those who follow a workspace over everything that happens to the server: by socket, or by polling.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::sync::watch;
use tutti_client::{Frame, Polled, WebSocket};

use super::patient::{ANSWER, Patient};
use crate::stand::Workspace;

/// Between tries to come back, and between polls.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a follower may hear nothing once it was told where the stream ends.
const LAST: Duration = Duration::from_secs(30);

/// What a follower knows.
pub type Known = tutti_client::Follower<Patient>;

/// What a follower saw.
pub struct Seen {
    pub known: Known,
    /// How often its connection broke.
    pub drops: usize,
    /// How long it was without a connection at most.
    pub away: Duration,
}

/// One of them. Its position is that of its first load.
pub struct Follower {
    workspace: Workspace,
    /// Told in the end: the position to follow to.
    end: watch::Receiver<Option<i64>>,
    seen: Seen,
}

impl Follower {
    /// Loads the workspace and its board.
    pub async fn load(
        addr: SocketAddr,
        token: String,
        workspace: Workspace,
        end: watch::Receiver<Option<i64>>,
    ) -> Result<Self> {
        let person = Patient::new(addr, token, Arc::default());
        let seen = Seen {
            known: Known::new(person, workspace.id.parse()?).await?,
            drops: 0,
            away: Duration::ZERO,
        };
        Ok(Self {
            workspace,
            end,
            seen,
        })
    }

    fn cursor(&self) -> i64 {
        self.seen.known.store.cursor().seq
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
        let mut socket = self.seen.known.ask.socket().await?;
        let cursor = self.seen.known.store.cursor();
        socket
            .send(&format!(
                r#"{{"type":"subscribe","workspace_id":"{}","epoch":"{}","after":{}}}"#,
                self.workspace.id, cursor.epoch, cursor.seq
            ))
            .await?;
        Ok(socket)
    }

    /// Whether the end was reached; else the connection broke, or the database is away: subscribe again, with a pause, by a new one.
    async fn listen(&mut self, socket: &mut WebSocket) -> Result<bool> {
        let mut quiet = Instant::now();
        loop {
            if self.is_done(quiet)? {
                return Ok(true);
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
            quiet = Instant::now();
            match next.context("the campaign is over")? {
                None => {}
                Some(Err(_)) => return Ok(false),
                Some(Ok(text)) => {
                    let goes_on = self.seen.known.hear(Frame::read(text)?)?;
                    if !goes_on {
                        return Ok(false);
                    }
                }
            }
        }
    }

    /// Whether it has all that there is; a failure where it was told of more and hears nothing of it.
    fn is_done(&mut self, quiet: Instant) -> Result<bool> {
        let last = *self.end.borrow_and_update();
        let (Some(last), at) = (last, self.cursor()) else {
            return Ok(false);
        };
        if at < last && quiet.elapsed() > LAST {
            bail!("a follower stands at {at} and hears nothing up to {last}");
        }
        Ok(at >= last)
    }

    /// Follows by asking, as behind a proxy that lets no socket through.
    pub async fn by_polling(mut self) -> Result<Seen> {
        let mut quiet = Instant::now();
        while !self.is_done(quiet)? {
            match self.seen.known.poll().await? {
                Polled::Events {
                    count: 0,
                    left_out: false,
                    ..
                } if self.end.borrow().is_some() => {}
                Polled::Events {
                    left_out: false, ..
                } => quiet = Instant::now(),
                Polled::Events { .. } | Polled::Resync => {
                    bail!("polling at {} was told to load anew", self.cursor())
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.seen.drops = self.seen.known.ask.tries.broken;
        Ok(self.seen)
    }
}
