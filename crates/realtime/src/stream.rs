//! The stream of one workspace on this node: what was released, who may read it, who follows it.
//!
//! Events come in by [`Stream::offer`] in any order, are released in order, change the rights and are pushed to the live
//! subscribers in the same call. A subscriber that joins catches up by [`Stream::pull`] until its cursor is the released
//! head, which is when it turns live, under the same lock; so nothing falls between the two.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use tutti_types::realtime::ServerFrame;
use tutti_types::rooms::Room;
use tutti_types::{Epoch, SocketId, UserId, WorkspaceId};

use crate::{Hole, Homes, Outbox, Presence, Roster, Sequencer, StreamEvent, Typing, frame};

mod ambient;
mod catch_up;
mod fan_out;
mod filter;
mod followers;
mod left_out;
mod page;
mod report;
mod ring;
mod subscriber;
mod tally;

use filter::Judge;
pub use followers::LINGERS;
pub use report::{Found, Limits, Missing, Page, Position, Pull, Reason, Refused, Removal, Removed};
use ring::Ring;
use subscriber::{Measure, Phase, Subscriber};

/// One workspace's stream.
#[derive(Debug)]
pub struct Stream<O> {
    workspace_id: WorkspaceId,
    epoch: Epoch,
    limits: Limits,
    sequencer: Sequencer<Arc<StreamEvent>>,
    ring: Ring,
    roster: Roster,
    homes: Homes,
    broken: bool,
    subscribers: HashMap<SocketId, Subscriber<O>>,
    /// Followers without a socket here, and since when.
    away: HashMap<UserId, Duration>,
    presence: Presence,
    typing: Typing,
}

impl<O: Outbox> Stream<O> {
    /// From what the database holds: the stream's position, and the roster and where moved tasks are *as of that position*, read
    /// in one REPEATABLE READ transaction.
    #[must_use]
    pub fn new(
        workspace_id: WorkspaceId,
        epoch: Epoch,
        head: i64,
        roster: Roster,
        homes: Homes,
        limits: Limits,
    ) -> Self {
        Self {
            workspace_id,
            epoch,
            limits,
            sequencer: Sequencer::new(head, limits.parked),
            ring: Ring::new(head, limits.ring_events, limits.ring_bytes),
            roster,
            homes,
            broken: false,
            subscribers: HashMap::new(),
            away: HashMap::new(),
            presence: Presence::default(),
            typing: Typing::default(),
        }
    }

    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }
    /// The stream's life. Where the database tells another, [`Stream::end`] this one and build anew.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }
    /// The last position released.
    #[must_use]
    pub const fn head(&self) -> i64 {
        self.sequencer.head()
    }
    /// Who may read what as of the head.
    #[must_use]
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }
    /// What has to be read from the database and offered; see [`Sequencer::hole`].
    #[must_use]
    pub fn hole(&self) -> Option<Hole> {
        self.sequencer.hole()
    }
    /// Tells the stream's position in the database, as a poll or another node says.
    pub fn hint(&mut self, head: i64) {
        self.sequencer.hint(head);
    }
    /// Whether an event changed rights in a way that could not be read. Nothing is given to anybody then; the server
    /// drops the stream and builds it anew from the database.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }
    /// How many sockets follow.
    #[must_use]
    pub fn subscribers(&self) -> usize {
        self.subscribers.len()
    }

    /// A socket follows the workspace: from a position, else from the head. One that did so already begins anew. All
    /// that it is sent at first, `subscribed` or `resync`, comes by [`Stream::pull`].
    ///
    /// `database_head` is the stream's position, read after the request came, best by the statement that also asks
    /// whether the person is a member. Without it, a position from a snapshot that is newer than what this node has
    /// heard of would look like one of another stream.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn subscribe(
        &mut self,
        socket: SocketId,
        user: UserId,
        outbox: O,
        position: Option<Position>,
        database_head: i64,
    ) -> Result<(), Refused> {
        self.hint(database_head);
        self.remove(socket);
        self.admit(user)?;
        self.away.remove(&user);
        let cursor = position.map_or(self.head(), |position| position.after);
        let mut measure = Measure::from(cursor);
        measure.failed = position.and_then(|position| self.refuse(user, position));
        let subscriber = Subscriber {
            user,
            outbox,
            cursor,
            hidden: 0,
            phase: Phase::Measuring(measure),
        };
        self.subscribers.insert(socket, subscriber);
        Ok(())
    }

    /// A socket follows no longer, or is closed. One that is not here is ignored.
    pub fn unsubscribe(&mut self, socket: SocketId) {
        self.remove(socket);
    }

    /// Tells all subscribers to load anew and removes them: the stream has begun another life, or is broken.
    pub fn end(&mut self, reason: Reason) -> Vec<Removed> {
        // Whoever still holds it must not follow it any more: nobody will offer it anything.
        self.broken = true;
        let frame = catch_up::resync(self.workspace_id, reason);
        let sockets: Vec<SocketId> = self.subscribers.keys().copied().collect();
        sockets
            .into_iter()
            .filter_map(|socket| self.dismiss(socket, &frame, Removal::Resync))
            .collect()
    }

    /// Ends a stream that nobody follows, for good; `false` where somebody does.
    pub fn retire(&mut self) -> bool {
        self.broken |= self.subscribers.is_empty();
        self.broken
    }

    fn admit(&self, user: UserId) -> Result<(), Refused> {
        if self.broken {
            Err(Refused::Broken)
        } else if self.roster.is_follower(user) {
            Ok(())
        } else if self.roster.is_active(user) {
            Err(Refused::Unmet)
        } else if self.sequencer.heard() > self.head() {
            Err(Refused::Behind)
        } else {
            Err(Refused::Denied)
        }
    }

    /// By what earlier events are judged now.
    const fn judge(&self) -> Judge<'_> {
        Judge {
            roster: &self.roster,
            homes: &self.homes,
        }
    }

    /// What `user` has to be told after a position, to be read from the database.
    fn missing(&self, user: UserId, after: i64, over_limit: &HashSet<Room>) -> Missing {
        let mut share = self.roster.share(user);
        let rooms = std::mem::take(&mut share.rooms).into_iter();
        (share.over_limit, share.rooms) = rooms.partition(|room| over_limit.contains(room));
        Missing {
            after,
            upto: self.head(),
            share,
        }
    }

    fn refuse(&self, user: UserId, position: Position) -> Option<Reason> {
        if position.epoch != self.epoch {
            Some(Reason::Epoch)
        } else if position.after > self.sequencer.heard() {
            Some(Reason::Ahead)
        } else if position.after < 0 || !self.judge().may_begin(user, position.after) {
            Some(Reason::TooOld)
        } else {
            None
        }
    }

    fn remove(&mut self, socket: SocketId) -> Option<Subscriber<O>> {
        self.presence.leave(socket);
        self.subscribers.remove(&socket)
    }

    /// Removes a subscriber with a last frame.
    fn dismiss(&mut self, socket: SocketId, last: &bytes::Bytes, why: Removal) -> Option<Removed> {
        let subscriber = self.remove(socket)?;
        let why = match subscriber.outbox.push(last.clone()) {
            Ok(()) => why,
            Err(crate::Full) => Removal::TooSlow,
        };
        Some(Removed {
            socket,
            user: subscriber.user,
            why,
        })
    }

    fn denied(&self) -> bytes::Bytes {
        frame::server(&ServerFrame::Denied {
            workspace_id: self.workspace_id,
        })
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        self.sequencer.check_invariants();
        self.ring.check_invariants(self.head());
        self.roster.check_invariants();
        self.homes.check_invariants();
        self.presence.check_invariants();
        for (socket, subscriber) in &self.subscribers {
            let user = subscriber.user;
            assert!(!self.broken, "a broken stream has no subscribers");
            assert!(
                self.roster.is_follower(user),
                "the rooms of {user} are not all here"
            );
            assert!(
                self.roster.is_active(user),
                "{user} may read nothing and is here"
            );
            assert!(subscriber.cursor <= self.sequencer.heard() || !subscriber.is_live());
            match &subscriber.phase {
                Phase::Live => {
                    let behind = self.head().saturating_sub(subscriber.cursor).max(0);
                    assert!(
                        behind == i64::from(subscriber.hidden),
                        "{socket} missed something"
                    );
                    assert!(subscriber.hidden < self.limits.checkpoint_after);
                }
                Phase::Sending(sending) => {
                    assert!(sending.found.iter().all(|e| e.seq() > subscriber.cursor));
                    assert!(sending.position >= subscriber.cursor);
                }
                Phase::Measuring(measure) => {
                    assert!(measure.paged <= measure.position);
                    assert!(measure.found.iter().all(|e| e.seq() <= measure.paged));
                }
            }
        }
    }
}
