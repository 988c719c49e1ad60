//! Where commits arrive and from where frames leave.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::Notify;
use tutti_db::gate::{Committed, Principal, Publish};
use tutti_db::{Gate, Result};
use tutti_realtime::{Reason, Removal, Removed, SocketRegistry, frame, socket_registry};
use tutti_types::realtime::{ServerFrame, close};
use tutti_types::{Epoch, SessionId, SocketId, UserId, WorkspaceId};

use super::queue::Queue;
use super::served::Served;

/// Every socket and every stream of this node.
pub struct Hub {
    started: Instant,
    streams: Mutex<HashMap<WorkspaceId, Arc<Served>>>,
    registry: Mutex<Registry>,
    /// Something is missing before events that came early.
    pub(super) holes: Notify,
}

struct Registry {
    /// The server is on its way down: no socket is let in any more.
    restarting: bool,
    sockets: SocketRegistry<Queue>,
    queues: HashMap<SocketId, Queue>,
}

impl Default for Hub {
    fn default() -> Self {
        let registry = Registry {
            restarting: false,
            sockets: SocketRegistry::new(socket_registry::MAX_PER_USER),
            queues: HashMap::new(),
        };
        Self {
            started: Instant::now(),
            streams: Mutex::default(),
            registry: Mutex::new(registry),
            holes: Notify::new(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// Time since this node started, the clock of the plain data structures.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.started.elapsed()
    }
    /// Authenticated sockets.
    #[must_use]
    pub fn open_sockets(&self) -> usize {
        lock(&self.registry).sockets.len()
    }
    /// Workspaces whose stream is served.
    #[must_use]
    pub fn open_streams(&self) -> usize {
        lock(&self.streams).len()
    }

    /// A workspace's stream, read from the database where it is not served yet.
    ///
    /// # Errors
    /// `not_found` for a workspace that is not there; where the database fails.
    pub(super) async fn serve(&self, gate: &Gate, workspace: WorkspaceId) -> Result<Arc<Served>> {
        let served = Arc::clone(
            lock(&self.streams)
                .entry(workspace)
                .or_insert_with(|| Arc::new(Served::new(workspace))),
        );
        served.used();
        // Where it fails, the next one tries again; an entry that nobody opens is swept away as an idle stream is.
        served.open(gate).await?;
        Ok(served)
    }

    /// A workspace's stream where it is served already.
    pub(super) fn served_here(&self, workspace: WorkspaceId) -> Option<Arc<Served>> {
        lock(&self.streams).get(&workspace).cloned()
    }

    /// All streams that are served.
    pub(super) fn served(&self) -> Vec<Arc<Served>> {
        lock(&self.streams).values().cloned().collect()
    }

    /// Forgets a stream, so that whoever asks next reads it anew.
    pub(super) fn drop_stream(&self, served: &Arc<Served>) {
        let mut streams = lock(&self.streams);
        if streams
            .get(&served.workspace)
            .is_some_and(|current| Arc::ptr_eq(current, served))
        {
            streams.remove(&served.workspace);
        }
    }

    /// Whether a stream is one that the database does not have any more, which ends it: who follows it loads anew.
    pub(super) fn is_of_another_life(&self, served: &Arc<Served>, epoch: Epoch) -> bool {
        let ended = match served.stream() {
            Some(mut stream) if stream.epoch() != epoch => stream.end(Reason::Epoch),
            _ => return false,
        };
        self.drop_stream(served);
        self.after_removal(ended);
        true
    }

    /// Registers an authenticated socket. `false` where the person has too many.
    pub(super) fn open(&self, queue: &Queue, person: Principal) -> bool {
        let mut registry = lock(&self.registry);
        if registry.restarting {
            queue.close(close::RESTARTING);
            return false;
        }
        let opened = registry
            .sockets
            .open(queue.id, person.user_id, person.session_id, queue.clone())
            .is_ok();
        if opened {
            registry.queues.insert(queue.id, queue.clone());
        }
        opened
    }

    /// A socket has authenticated again.
    pub(super) fn renew(&self, queue: &Queue, person: Principal) -> bool {
        lock(&self.registry)
            .sockets
            .renew(queue.id, person.user_id, person.session_id)
    }

    /// A socket is gone.
    pub(super) fn forget(
        &self,
        socket: SocketId,
        following: impl IntoIterator<Item = WorkspaceId>,
    ) {
        {
            let mut registry = lock(&self.registry);
            registry.sockets.close(socket);
            registry.queues.remove(&socket);
        }
        for workspace in following {
            self.unfollow(socket, workspace);
        }
    }

    /// A socket follows a workspace no longer.
    pub(super) fn unfollow(&self, socket: SocketId, workspace: WorkspaceId) {
        let served = lock(&self.streams).get(&workspace).cloned();
        if let Some(mut stream) = served.as_ref().and_then(|served| served.stream()) {
            stream.unsubscribe(socket);
        }
    }

    /// Ends sockets with a close code.
    fn close(&self, sockets: impl IntoIterator<Item = SocketId>, code: u16) {
        let mut registry = lock(&self.registry);
        for socket in sockets {
            registry.sockets.close(socket);
            if let Some(queue) = registry.queues.remove(&socket) {
                queue.close(code);
            }
        }
    }

    /// Ends the sockets that a stream removed for reading too slowly.
    pub(super) fn after_removal(&self, removed: Vec<Removed>) {
        self.close(
            removed
                .into_iter()
                .filter(|r| r.why == Removal::TooSlow)
                .map(|r| r.socket),
            close::TOO_SLOW,
        );
    }

    /// Ends the sockets of a session.
    pub(super) fn revoke(&self, session: SessionId) {
        let sockets = lock(&self.registry).sockets.revoke_session(session);
        self.close(sockets, close::UNAUTHENTICATED);
    }

    /// Sends a frame to all sockets of a person.
    fn tell(&self, user: UserId, frame: &Bytes) {
        let full = lock(&self.registry).sockets.push(user, frame);
        self.close(full, close::TOO_SLOW);
    }

    /// The server is on its way down: every socket ends and comes back by itself.
    pub fn restarting(&self) {
        let sockets: Vec<SocketId> = {
            let mut registry = lock(&self.registry);
            registry.restarting = true;
            registry.queues.keys().copied().collect()
        };
        self.close(sockets, close::RESTARTING);
    }
}

impl Publish for Hub {
    fn committed(&self, committed: Committed) {
        // First, since whoever is out is told nothing more, not even that their list of sessions changed.
        for session in committed.revoked {
            self.revoke(session);
        }
        for (workspace, epoch, events) in committed.streams {
            let Some(served) = lock(&self.streams).get(&workspace).cloned() else {
                continue;
            };
            if self.is_of_another_life(&served, epoch) {
                continue;
            }
            let (removed, hole) = served.committed(events);
            self.after_removal(removed);
            if hole {
                self.holes.notify_one();
            }
        }
        for (user, rev, what) in committed.people {
            self.tell(user, &frame::server(&ServerFrame::Me { rev, what }));
        }
    }
}

#[cfg(test)]
mod tests;
