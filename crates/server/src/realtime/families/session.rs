//! What carries the connection itself: who speaks, which workspaces they follow, and whether both ends are there.

use tutti_db::gate::Principal;
use tutti_db::models::user;
use tutti_realtime::allowance::{Beyond, Terms};
use tutti_realtime::budget::Rate;
use tutti_realtime::stream::Position;
use tutti_types::realtime::{
    ClientFrame, HEARTBEAT_S, MAX_FRAME, MAX_SUBSCRIPTIONS, SUBPROTOCOL, ServerFrame, close,
};
use tutti_types::{ErrorCode, WorkspaceId};

use super::Family;
use crate::realtime::connection::{Connection, Ended};

/// The frames of the connection. WebSocket pings count as `ping` does.
pub(super) struct Session;

impl Family for Session {
    const TERMS: Terms = Terms {
        name: "session",
        types: &["authenticate", "subscribe", "unsubscribe", "ping"],
        longest: MAX_FRAME,
        rate: Rate {
            a_second: 20,
            at_once: 40,
        },
        beyond: Beyond::Close,
    };

    async fn take(connection: &mut Connection, frame: ClientFrame) -> Result<(), Ended> {
        match frame {
            ClientFrame::Authenticate { token } => connection.authenticate(&token).await,
            ClientFrame::Subscribe {
                workspace_id,
                epoch,
                after,
            } => {
                let position = epoch
                    .zip(after)
                    .map(|(epoch, after)| Position { epoch, after });
                let person = connection.authenticated()?;
                connection.subscribe(person, workspace_id, position).await
            }
            ClientFrame::Unsubscribe { workspace_id } => {
                connection.following.remove(&workspace_id);
                connection
                    .app
                    .hub
                    .unfollow(connection.queue.id, workspace_id);
                Ok(())
            }
            ClientFrame::Ping { n } => {
                connection.send(&ServerFrame::Pong { n }).await;
                Ok(())
            }
            _ => Err(close::INTERNAL),
        }
    }
}

impl Connection {
    /// Whether the person may ask the database for something now: the same limit as that of their requests, over all sockets.
    fn may_ask(&self, person: Principal) -> bool {
        self.app.limits.request(person.user_id).is_ok()
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
        // Registered before the session is looked at, so that a revocation in between finds the connection.
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
        person: Principal,
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
