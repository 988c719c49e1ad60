//! The state of one connection: who is authenticated, and which workspaces they follow.

use std::collections::HashSet;

use actix_web::web::Data;
use tutti_db::gate::Principal;
use tutti_realtime::frame;
use tutti_types::WorkspaceId;
use tutti_types::realtime::{ServerFrame, close};

use super::queue::Queue;
use crate::app::App;

/// What the handlers of frames may read and change of their connection.
pub(super) struct Connection {
    pub(super) app: Data<App>,
    pub(super) queue: Queue,
    /// Who speaks, and when their token expires, in seconds since 1970.
    pub(super) person: Option<(Principal, i64)>,
    pub(super) following: HashSet<WorkspaceId>,
}

/// What ends a connection: its close code.
pub(super) type Ended = u16;

/// However it ends, a bug of ours included, nobody is online by a connection that is gone.
impl Drop for Connection {
    fn drop(&mut self) {
        self.queue.close(close::INTERNAL);
        self.app.hub.forget(self.queue.id, self.following.drain());
    }
}

impl Connection {
    pub(super) fn new(app: Data<App>, queue: Queue) -> Self {
        Self {
            app,
            queue,
            person: None,
            following: HashSet::new(),
        }
    }

    /// Who speaks; 4401 before they have said so.
    pub(super) fn authenticated(&self) -> Result<Principal, Ended> {
        let (person, _) = self.person.ok_or(close::UNAUTHENTICATED)?;
        Ok(person)
    }

    pub(super) async fn send(&self, message: &ServerFrame) {
        self.queue.answer(frame::server(message)).await;
    }
}
