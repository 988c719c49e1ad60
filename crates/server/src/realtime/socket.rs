//! One connection of the realtime socket, from its first frame to its last.

mod presence;

use std::collections::HashSet;
use std::time::Duration;

use actix_web::web::Data;
use actix_ws::{AggregatedMessage, AggregatedMessageStream, MessageStream, ProtocolError};
use bytes::Bytes;
use tokio::time::{Instant, sleep_until};
use tutti_db::gate::Person;
use tutti_db::models::user;
use tutti_realtime::stream::Position;
use tutti_realtime::{Budget, frame};
use tutti_types::realtime::{
    AUTHENTICATE_WITHIN_S, ClientFrame, HEARTBEAT_S, MAX_SUBSCRIPTIONS, SUBPROTOCOL, ServerFrame,
    close,
};
use tutti_types::{ErrorCode, Timestamp, WorkspaceId};

use super::incoming;
use super::queue::Queue;
use crate::app::App;
use crate::strict;

/// How long the answer to a ping may take.
const PONG_WITHIN: Duration = Duration::from_secs(10);

/// A connection.
pub(crate) struct Socket {
    app: Data<App>,
    queue: Queue,
    messages: AggregatedMessageStream,
    person: Option<(Person, i64)>,
    following: HashSet<WorkspaceId>,
    budget: Budget,
    opened: Instant,
    pinged: Instant,
    answered: bool,
}

/// What ends a connection: its close code.
type Ended = u16;

/// However it ends, a bug of ours included, nobody is online by a connection that is gone.
impl Drop for Socket {
    fn drop(&mut self) {
        self.queue.close(close::INTERNAL);
        self.app.hub.forget(self.queue.id, self.following.drain());
    }
}

impl Socket {
    pub(crate) fn new(app: Data<App>, queue: Queue, messages: MessageStream) -> Self {
        let budget = Budget::of_socket(app.hub.now());
        let now = Instant::now();
        Self {
            app,
            queue,
            messages: incoming::bounded(messages),
            person: None,
            following: HashSet::new(),
            budget,
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
            Some(Ok(AggregatedMessage::Text(text))) => {
                self.spend()?;
                let frame = strict::object(text.as_bytes()).map_err(|_| close::BAD_FRAME)?;
                self.frame(frame).await
            }
            Some(Ok(AggregatedMessage::Ping(payload))) => {
                self.spend()?;
                self.queue.answer(frame::pong(&payload)).await;
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

    /// Takes one from this socket's own budget.
    fn spend(&mut self) -> Result<(), Ended> {
        if self.app.limits.are_on() && !self.budget.take(self.app.hub.now()) {
            return Err(close::TOO_MANY);
        }
        Ok(())
    }

    /// Whether the person may ask the database for something now: the same limit as that of their requests, over all sockets.
    fn may_ask(&self, person: Person) -> bool {
        self.app.limits.request(person.user_id).is_ok()
    }

    async fn frame(&mut self, frame: ClientFrame) -> Result<(), Ended> {
        if let ClientFrame::Authenticate { token } = frame {
            return self.authenticate(&token).await;
        }
        let (person, _) = self.person.ok_or(close::UNAUTHENTICATED)?;
        match frame {
            ClientFrame::Authenticate { .. } => {}
            ClientFrame::Subscribe {
                workspace_id,
                epoch,
                after,
            } => {
                let position = epoch
                    .zip(after)
                    .map(|(epoch, after)| Position { epoch, after });
                self.subscribe(person, workspace_id, position).await?;
            }
            ClientFrame::Unsubscribe { workspace_id } => {
                self.following.remove(&workspace_id);
                self.app.hub.unfollow(self.queue.id, workspace_id);
            }
            ClientFrame::Viewing {
                workspace_id,
                board_id,
                task_id,
            } => self.viewing(workspace_id, board_id, task_id),
            ClientFrame::Typing {
                workspace_id,
                board_id,
                task_id,
            } => self.typing(workspace_id, board_id, task_id),
            ClientFrame::Ping { n } => self.send(&ServerFrame::Pong { n }).await,
        }
        Ok(())
    }

    async fn send(&self, message: &ServerFrame) {
        self.answer(frame::server(message)).await;
    }

    async fn answer(&self, frame: Bytes) {
        self.queue.answer(frame).await;
    }

    /// The first frame opens the socket; a later one lets it stay open past the first token's end.
    async fn authenticate(&mut self, token: &str) -> Result<(), Ended> {
        let (person, expires) = self
            .app
            .tokens
            .verify_until(token)
            .ok_or(close::UNAUTHENTICATED)?;
        if !self.may_ask(person) {
            return Err(close::TOO_MANY);
        }
        let known = self.person.is_some();
        // Registered before the session is looked at, so that a revocation in between finds the socket.
        let registered = if known {
            self.app.hub.renew(&self.queue, person)
        } else {
            self.app.hub.open(&self.queue, person)
        };
        if !registered {
            return Err(if known {
                close::UNAUTHENTICATED
            } else {
                close::TOO_MANY
            });
        }
        let id = person.user_id;
        let rev = self
            .app
            .gate
            .me(person, None, None, move |tx| {
                Ok(user::find(tx.conn, id)?.rev)
            })
            .await;
        let rev = match rev {
            Ok(rev) => rev,
            Err(tutti_db::Error::Refused(_)) => return Err(close::UNAUTHENTICATED),
            Err(_) => return Err(close::RESTARTING),
        };
        self.person = Some((person, expires));
        self.send(&ServerFrame::Ready {
            session_id: self.queue.id,
            protocol: SUBPROTOCOL.to_owned(),
            build: self.app.build.clone(),
            rev,
            heartbeat_s: HEARTBEAT_S,
        })
        .await;
        Ok(())
    }

    async fn subscribe(
        &mut self,
        person: Person,
        workspace: WorkspaceId,
        position: Option<Position>,
    ) -> Result<(), Ended> {
        if self.following.len() >= MAX_SUBSCRIPTIONS && !self.following.contains(&workspace) {
            return Err(close::TOO_MANY);
        }
        if !self.may_ask(person) {
            return Err(close::TOO_MANY);
        }
        self.following.insert(workspace);
        match self
            .app
            .hub
            .follow(&self.app.gate, &self.queue, person, workspace, position)
            .await
        {
            Ok(true) => {}
            Ok(false) => {
                self.following.remove(&workspace);
            }
            Err(_) => {
                self.following.remove(&workspace);
                self.app.hub.unfollow(self.queue.id, workspace);
                let detail =
                    "The workspace cannot be followed right now; subscribe again.".to_owned();
                self.send(&ServerFrame::Error {
                    code: ErrorCode::Unavailable.to_string(),
                    detail,
                })
                .await;
            }
        }
        Ok(())
    }
}
