//! The open and authenticated sockets of this node, by id, by user and by session.

use std::collections::HashMap;
use std::hash::Hash;

use bytes::Bytes;
use tutti_types::{SessionId, SocketId, UserId};

use crate::Outbox;

/// How many sockets a person may have open on one node.
pub const MAX_PER_USER: usize = 50;

/// The person has too many sockets open; the new one is closed with 4429.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

#[derive(Debug)]
struct OpenSocket<O> {
    user: UserId,
    session: SessionId,
    outbox: O,
}

/// The sockets of this node. It reports which ones have to be closed; the server closes them.
#[derive(Debug)]
pub struct SocketRegistry<O> {
    sockets: HashMap<SocketId, OpenSocket<O>>,
    of_user: HashMap<UserId, Vec<SocketId>>,
    of_session: HashMap<SessionId, Vec<SocketId>>,
    max_per_user: usize,
}

impl<O: Outbox> SocketRegistry<O> {
    /// Without a socket; a person may open `max_per_user`.
    #[must_use]
    pub fn new(max_per_user: usize) -> Self {
        Self {
            sockets: HashMap::new(),
            of_user: HashMap::new(),
            of_session: HashMap::new(),
            max_per_user,
        }
    }

    /// A socket has authenticated.
    ///
    /// # Errors
    /// [`TooMany`] where the person has as many as they may.
    pub fn open(
        &mut self,
        socket: SocketId,
        user: UserId,
        session: SessionId,
        outbox: O,
    ) -> Result<(), TooMany> {
        self.close(socket);
        if self.of_user(user).len() >= self.max_per_user {
            return Err(TooMany);
        }
        self.of_user.entry(user).or_default().push(socket);
        self.of_session.entry(session).or_default().push(socket);
        let entry = OpenSocket {
            user,
            session,
            outbox,
        };
        self.sockets.insert(socket, entry);
        Ok(())
    }

    /// A socket is closed. One that is not here is ignored.
    pub fn close(&mut self, socket: SocketId) {
        if let Some(entry) = self.sockets.remove(&socket) {
            forget(&mut self.of_user, entry.user, socket);
            forget(&mut self.of_session, entry.session, socket);
        }
    }

    /// A socket has authenticated again, perhaps by another sign-in of the same person. `false` where it is not here or
    /// is somebody else's: it has to be closed with 4401.
    pub fn renew(&mut self, socket: SocketId, user: UserId, session: SessionId) -> bool {
        let Some(entry) = self.sockets.get_mut(&socket) else {
            return false;
        };
        if entry.user != user {
            return false;
        }
        if entry.session != session {
            forget(&mut self.of_session, entry.session, socket);
            entry.session = session;
            self.of_session.entry(session).or_default().push(socket);
        }
        true
    }

    /// Sends a frame to all sockets of a person. Those that took no more are forgotten and named, to be closed with 4408.
    pub fn push(&mut self, user: UserId, frame: &Bytes) -> Vec<SocketId> {
        let full: Vec<SocketId> = self
            .of_user(user)
            .iter()
            .filter(|id| {
                let socket = self.sockets.get(id);
                socket.is_some_and(|socket| socket.outbox.push(frame.clone()).is_err())
            })
            .copied()
            .collect();
        self.close_all(full)
    }

    /// A sign-in was revoked. Its sockets are forgotten and named, to be closed with 4401.
    pub fn revoke_session(&mut self, session: SessionId) -> Vec<SocketId> {
        let sockets = self.of_session.get(&session).cloned().unwrap_or_default();
        self.close_all(sockets)
    }

    fn close_all(&mut self, sockets: Vec<SocketId>) -> Vec<SocketId> {
        for socket in &sockets {
            self.close(*socket);
        }
        sockets
    }

    /// The sockets of a person.
    fn of_user(&self, user: UserId) -> &[SocketId] {
        self.of_user.get(&user).map_or(&[], Vec::as_slice)
    }

    /// How many sockets are open.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sockets.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sockets.is_empty()
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        for (id, socket) in &self.sockets {
            let of_user = self.of_user(socket.user);
            let of_session = self.of_session.get(&socket.session);
            assert!(of_user.contains(id));
            assert!(of_session.is_some_and(|sockets| sockets.contains(id)));
            assert!(of_user.len() <= self.max_per_user);
        }
        let by_user: usize = self.of_user.values().map(Vec::len).sum();
        let by_session: usize = self.of_session.values().map(Vec::len).sum();
        assert_eq!((by_user, by_session), (self.len(), self.len()));
        assert!(
            !self.of_user.values().any(Vec::is_empty),
            "an empty list would never go"
        );
        assert!(!self.of_session.values().any(Vec::is_empty));
    }
}

fn forget<K: Eq + Hash + Copy>(index: &mut HashMap<K, Vec<SocketId>>, key: K, socket: SocketId) {
    if let Some(sockets) = index.get_mut(&key) {
        sockets.retain(|other| *other != socket);
        if sockets.is_empty() {
            index.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Full;

    struct Taken(bool);
    impl Outbox for Taken {
        fn push(&self, _: Bytes) -> Result<(), Full> {
            if self.0 { Ok(()) } else { Err(Full) }
        }
        fn push_droppable(&self, _: Bytes) -> bool {
            self.0
        }
    }

    #[test]
    fn sockets_are_found_by_person_and_by_sign_in() {
        let mut sockets = SocketRegistry::new(3);
        let (user, other) = (UserId::new(), UserId::new());
        let (phone, laptop) = (SessionId::new(), SessionId::new());
        let [a, b, c, d] = std::array::from_fn(|_| SocketId::new());
        sockets.open(a, user, phone, Taken(true)).unwrap();
        sockets.open(b, user, laptop, Taken(true)).unwrap();
        sockets.open(c, user, laptop, Taken(false)).unwrap();
        assert_eq!(sockets.open(d, user, phone, Taken(true)), Err(TooMany));
        sockets
            .open(d, other, SessionId::new(), Taken(true))
            .unwrap();
        sockets.check_invariants();

        assert_eq!(sockets.push(user, &Bytes::new()), [c]);
        assert!(sockets.renew(a, user, laptop));
        assert!(!sockets.renew(a, other, laptop));
        sockets.check_invariants();
        assert!(sockets.revoke_session(phone).is_empty());
        let mut revoked = sockets.revoke_session(laptop);
        revoked.sort_unstable();
        let mut both = [a, b];
        both.sort_unstable();
        assert_eq!(revoked, both);
        sockets.close(d);
        assert!(sockets.is_empty());
        sockets.check_invariants();
    }
}
