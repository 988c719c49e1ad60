//! Drives one realtime connection, from its first frame to its last.

use std::time::Duration;

use actix_web::web::Data;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, MessageStream, ProtocolError};
use tokio::time::{Instant, sleep_until, timeout};
use tutti_realtime::frame;
use tutti_types::Timestamp;
use tutti_types::realtime::{AUTHENTICATE_WITHIN_S, HEARTBEAT_S, close};

use super::connection::{Connection, Ended};
use super::families::Frames;
use super::incoming;
use super::queue::Queue;
use crate::app::App;
use crate::wire::HangUp;

/// How long the answer to a ping may take.
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// How long the client may take to answer our Close.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

/// Whether a client may still say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    /// It may.
    Open,
    /// It has closed the socket, or is gone.
    Closed,
    /// It may be sending still, and nobody listens: it sent what is not a frame, behind which none can be found (RFC 6455 section
    /// 7.1.7), or more than it may.
    Broken,
}

impl Heard {
    const fn of(message: Option<&Result<AggregatedMessage, ProtocolError>>) -> Self {
        match message {
            None | Some(Ok(AggregatedMessage::Close(_))) => Self::Closed,
            Some(Err(_)) => Self::Broken,
            Some(Ok(_)) => Self::Open,
        }
    }
}

/// Lets the connection end with its driver, a bug of ours included.
struct Ending {
    queue: Queue,
    hang_up: HangUp,
    lingers: bool,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.queue.end(self.lingers);
        self.hang_up.end();
    }
}

/// Passes over what comes, until the client closes the socket.
async fn until_closed(mut messages: AggregatedMessageStream) {
    while Heard::of(messages.recv().await.as_ref()) == Heard::Open {}
}

/// Reads what comes over a connection, keeps its heartbeat and ends it.
pub(crate) struct SocketDriver {
    connection: Connection,
    messages: AggregatedMessageStream,
    hang_up: HangUp,
    frames: Frames,
    opened: Instant,
    pinged: Instant,
    answered: bool,
}

impl SocketDriver {
    pub(crate) fn new(
        app: Data<App>,
        queue: Queue,
        messages: MessageStream,
        hang_up: HangUp,
    ) -> Self {
        let frames = Frames::new(app.hub.now());
        let now = Instant::now();
        Self {
            connection: Connection::new(app, queue),
            messages: incoming::bounded(messages),
            hang_up,
            frames,
            opened: now,
            pinged: now,
            answered: true,
        }
    }

    /// Runs until both sides have ended it.
    pub(crate) async fn run(mut self) {
        let mut ending = Ending {
            queue: self.connection.queue.clone(),
            hang_up: self.hang_up.clone(),
            lingers: true,
        };
        let heard = self.serve().await;
        let Self {
            connection,
            messages,
            ..
        } = self;
        // Nobody is online by a socket that only waits for its end.
        drop(connection);
        if heard == Heard::Open {
            // RFC 6455 section 7.1.1: it is the server that closes TCP, once both have said so.
            let _late = timeout(CLOSE_WITHIN, until_closed(messages)).await;
        }
        ending.lingers = heard == Heard::Broken;
    }

    /// Runs until either side ends it.
    async fn serve(&mut self) -> Heard {
        loop {
            let due = self.due();
            let step = tokio::select! {
                message = self.messages.recv() => {
                    let heard = Heard::of(message.as_ref());
                    match self.take(message).await {
                        Err(code) if heard != Heard::Open => {
                            self.connection.queue.close(code);
                            return heard;
                        }
                        // Who is closed for what they send is not heard out.
                        Err(close::TOO_MANY) => {
                            self.connection.queue.close(close::TOO_MANY);
                            return Heard::Broken;
                        }
                        step => step,
                    }
                }
                () = self.connection.queue.closed() => return Heard::Open,
                () = sleep_until(due) => self.wake().await,
            };
            if let Err(code) = step {
                self.connection.queue.close(code);
                return Heard::Open;
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
