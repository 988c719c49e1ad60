//! What the hub does by itself: it looks twice a second whether the database holds something that has not come here, since
//! another node may die between its commit and telling of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval};
use tutti_db::gate::SystemUse;
use tutti_db::models::{session, stream};
use tutti_db::{Gate, Result};
use tutti_realtime::Reason;
use tutti_types::realtime::HEARTBEAT_S;
use tutti_types::{Epoch, Timestamp, WorkspaceId};

use super::Hub;
use super::served::Served;

/// How often the heads of streams and the sessions that ended are looked at.
const POLL: Duration = Duration::from_millis(500);
/// How long a stream that nobody follows is kept.
const IDLE: Duration = Duration::from_secs(60);

impl Hub {
    /// Runs for as long as the node does.
    pub async fn keep_up(self: Arc<Self>, gate: Gate) {
        let mut tick = interval(POLL);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut since = Timestamp::now();
        let mut heartbeat = Instant::now();
        loop {
            tokio::select! {
                _ = tick.tick() => {}
                () = self.holes.notified() => {
                    self.fill_holes(&gate).await;
                    continue;
                }
            }
            let began = Timestamp::now();
            match self.poll(&gate, since).await {
                // A session's end carries the time at which its transaction began, which may have waited; clocks differ too.
                Ok(()) => since = began.plus_seconds(-15),
                Err(error) => tracing::debug!(%error, "the heads of streams could not be read"),
            }
            let beat = heartbeat.elapsed() >= Duration::from_secs(u64::from(HEARTBEAT_S));
            if beat {
                heartbeat = Instant::now();
            }
            self.tend(beat);
        }
    }

    async fn poll(&self, gate: &Gate, since: Timestamp) -> Result<()> {
        let served = self.served();
        if served.is_empty() && self.open_sockets() == 0 {
            return Ok(());
        }
        let workspaces: Vec<WorkspaceId> = served.iter().map(|s| s.workspace).collect();
        let read = gate.system(SystemUse::Stream, move |tx| {
            Ok((
                stream::heads(tx.conn, workspaces.clone())?,
                session::revoked_since(tx.conn, since)?,
            ))
        });
        let (heads, revoked) = read.await?;
        for session in revoked {
            self.revoke(session);
        }
        for served in served {
            let head = heads
                .iter()
                .find(|(workspace, ..)| *workspace == served.workspace);
            self.compare(&served, head.map(|(_, epoch, seq)| (*epoch, *seq)));
        }
        self.fill_holes(gate).await;
        self.acquaint(gate).await;
        Ok(())
    }

    /// Holds a stream against what the database says of it.
    fn compare(&self, served: &Arc<Served>, head: Option<(Epoch, i64)>) {
        let Some(mut stream) = served.stream() else {
            return;
        };
        let ended = match head {
            Some((epoch, seq)) if epoch == stream.epoch() && !stream.is_broken() => {
                stream.hint(seq);
                return;
            }
            _ => stream.end(Reason::Epoch),
        };
        drop(stream);
        self.drop_stream(served);
        self.after_removal(ended);
    }

    async fn fill_holes(&self, gate: &Gate) {
        for served in self.served() {
            if served.stream().is_none_or(|stream| stream.hole().is_none()) {
                continue;
            }
            match served.fill(gate).await {
                Ok(removed) => self.after_removal(removed),
                Err(error) => {
                    tracing::warn!(%error, workspace = %served.workspace, "a hole in a stream is not filled yet")
                }
            }
        }
    }

    async fn acquaint(&self, gate: &Gate) {
        for served in self.served() {
            if let Err(error) = served.acquaint(gate, None).await {
                tracing::warn!(%error, workspace = %served.workspace, "who acts on the boards of guests is not known yet");
            }
        }
    }

    /// Presence, checkpoints, and streams that nobody needs any more.
    fn tend(&self, beat: bool) {
        for served in self.served() {
            let idle = served
                .idle_since()
                .is_some_and(|since| since.elapsed() > IDLE);
            // Retired under its own lock, so that nobody begins to follow it in between.
            if idle && served.stream().is_none_or(|mut stream| stream.retire()) {
                self.drop_stream(&served);
                continue;
            }
            let Some(mut stream) = served.stream() else {
                continue;
            };
            stream.forget(self.now());
            stream.tell_presence(self.now());
            stream.tell_typing(self.now());
            let removed = if beat { stream.heartbeat() } else { Vec::new() };
            drop(stream);
            self.after_removal(removed);
        }
    }
}
