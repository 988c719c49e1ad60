//! One connection of the realtime socket, from its first frame to its last.

use std::collections::HashSet;
use std::time::Duration;

use actix_web::web::Data;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, MessageStream, ProtocolError};
use tokio::time::{Instant, sleep_until};
use tutti_db::gate::Person;
use tutti_realtime::{Allowance, frame};
use tutti_types::realtime::{AUTHENTICATE_WITHIN_S, HEARTBEAT_S, ServerFrame, close};
use tutti_types::{Timestamp, WorkspaceId};

use super::queue::Queue;
use super::{families, incoming};
use crate::app::App;

/// How long the answer to a ping may take.
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// A connection.
pub(crate) struct Socket {
    pub(super) app: Data<App>,
    pub(super) queue: Queue,
    messages: AggregatedMessageStream,
    pub(super) person: Option<(Person, i64)>,
    pub(super) following: HashSet<WorkspaceId>,
    pub(super) allowance: Allowance<{ families::COUNT }>,
    opened: Instant,
    pinged: Instant,
    answered: bool,
}

/// What ends a connection: its close code.
pub(super) type Ended = u16;

/// However it ends, a bug of ours included, nobody is online by a connection that is gone.
impl Drop for Socket {
    fn drop(&mut self) {
        self.queue.close(close::INTERNAL);
        self.app.hub.forget(self.queue.id, self.following.drain());
    }
}

impl Socket {
    pub(crate) fn new(app: Data<App>, queue: Queue, messages: MessageStream) -> Self {
        let allowance = Allowance::new(&families::ALL, app.hub.now());
        let now = Instant::now();
        Self {
            app,
            queue,
            messages: incoming::bounded(messages),
            person: None,
            following: HashSet::new(),
            allowance,
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
                () = self.queue.closed() => break,
                () = sleep_until(due) => self.wake().await,
            };
            if let Err(code) = step {
                self.queue.close(code);
                break;
            }
        }
    }

    /// When something is to be done though nothing comes in.
    fn due(&self) -> Instant {
        let Some((_, expires)) = self.person else {
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

    /// Looks what is due.
    async fn wake(&mut self) -> Result<(), Ended> {
        let Some((_, expires)) = self.person else {
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
            self.queue.answer(frame::ping(b"")).await;
        }
        Ok(())
    }

    async fn take(
        &mut self,
        message: Option<Result<AggregatedMessage, ProtocolError>>,
    ) -> Result<(), Ended> {
        match message {
            Some(Ok(AggregatedMessage::Text(text))) => self.hear(text.as_bytes()).await,
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                if self.admit("ping", payload.len()).await? {
                    self.queue.answer(frame::pong(&payload)).await;
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

    /// Who speaks; 4401 before they have said so.
    pub(super) fn authenticated(&self) -> Result<Person, Ended> {
        let (person, _) = self.person.ok_or(close::UNAUTHENTICATED)?;
        Ok(person)
    }

    pub(super) async fn send(&self, message: &ServerFrame) {
        self.queue.answer(frame::server(message)).await;
    }
}
