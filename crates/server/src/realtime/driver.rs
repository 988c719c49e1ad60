//! Drives one realtime connection, from its first frame to its last.

use std::time::Duration;

use actix_web::web::Data;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, MessageStream, ProtocolError};
use tokio::time::{Instant, sleep_until};
use tutti_realtime::frame;
use tutti_types::Timestamp;
use tutti_types::realtime::{AUTHENTICATE_WITHIN_S, HEARTBEAT_S, close};

use super::connection::{Connection, Ended};
use super::families::Frames;
use super::incoming;
use super::queue::Queue;
use crate::app::App;

/// How long the answer to a ping may take.
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// Reads what comes over a connection, keeps its heartbeat and ends it.
pub(crate) struct SocketDriver {
    connection: Connection,
    messages: AggregatedMessageStream,
    frames: Frames,
    opened: Instant,
    pinged: Instant,
    answered: bool,
}

impl SocketDriver {
    pub(crate) fn new(app: Data<App>, queue: Queue, messages: MessageStream) -> Self {
        let frames = Frames::new(app.hub.now());
        let now = Instant::now();
        Self {
            connection: Connection::new(app, queue),
            messages: incoming::bounded(messages),
            frames,
            opened: now,
            pinged: now,
            answered: true,
        }
    }

    /// Runs until either side ends it.
    pub(crate) async fn run(mut self) {
        loop {
            let due = self.due();
            let step = tokio::select! {
                message = self.messages.recv() => self.take(message).await,
                () = self.connection.queue.closed() => break,
                () = sleep_until(due) => self.wake().await,
            };
            if let Err(code) = step {
                self.connection.queue.close(code);
                break;
            }
        }
    }

    /// When to wake up although nothing comes in.
    fn due(&self) -> Instant {
        let Some((_, expires)) = self.connection.person else {
            return self.opened + Duration::from_secs(AUTHENTICATE_WITHIN_S);
        };
        let left = u64::try_from(expires - Timestamp::now().as_micros() / 1_000_000).unwrap_or(0);
        let beat = if self.answered {
            self.pinged + Duration::from_secs(u64::from(HEARTBEAT_S))
        } else {
            self.pinged + PONG_WITHIN
        };
        beat.min(Instant::now() + Duration::from_secs(left.max(1)))
    }

    /// Does what is due: the token's expiry, the heartbeat.
    async fn wake(&mut self) -> Result<(), Ended> {
        let Some((_, expires)) = self.connection.person else {
            return Err(close::UNAUTHENTICATED);
        };
        if Timestamp::now().as_micros() / 1_000_000 >= expires {
            return Err(close::UNAUTHENTICATED);
        }
        if !self.answered && self.pinged.elapsed() >= PONG_WITHIN {
            return Err(close::TOO_SLOW);
        }
        if self.answered && self.pinged.elapsed() >= Duration::from_secs(u64::from(HEARTBEAT_S)) {
            self.pinged = Instant::now();
            self.answered = false;
            self.connection.queue.answer(frame::ping(b"")).await;
        }
        Ok(())
    }

    async fn take(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
    ) -> Result<(), Ended> {
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => {
                self.frames
                    .hear(&mut self.connection, text.as_bytes())
                    .await
            }
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                if self
                    .frames
                    .admit(&self.connection, "ping", payload.len())
                    .await?
                {
                    self.connection.queue.answer(frame::pong(&payload)).await;
                }
                Ok(())
            }
            Some(Ok(AggregatedMessage::Pong(_))) => {
                self.answered = true;
                Ok(())
            }
            Some(Ok(AggregatedMessage::Binary(_))) => Err(close::BAD_FRAME),
            Some(Ok(AggregatedMessage::Close(_))) | None => Err(close::NORMAL),
            Some(Err(error)) => Err(incoming::close_code(&error)),
        }
    }
}
