//! Whose rooms are held, and until when.

use std::collections::HashSet;
use std::time::Duration;

use tutti_types::{Epoch, UserId};

use super::{Refused, Stream};
use crate::Outbox;
use crate::roster::followed::Introduction;

/// How long after somebody's last socket, or since they last polled, their rooms are held still.
pub const LINGERS: Duration = Duration::from_secs(60);

impl<O: Outbox> Stream<O> {
    /// Takes what the database says of the rooms somebody may read, so that they may subscribe or poll.
    ///
    /// # Errors
    /// [`Refused::Behind`] where the database knows of events that have not come here: fill the hole and give the same again.
    /// [`Refused::Unmet`] where it is too old by now: read it anew. [`Refused::Broken`] where it is of another life of the stream.
    pub fn meet(&mut self, user: UserId, epoch: Epoch, of: &Introduction) -> Result<(), Refused> {
        match self.admit(user) {
            Err(Refused::Unmet) => {}
            other => return other,
        }
        if epoch != self.epoch {
            return Err(Refused::Broken);
        }
        self.hint(of.seq);
        if of.seq > self.head() {
            return Err(Refused::Behind);
        }
        if !self.ring.covers(of.seq) {
            return Err(Refused::Unmet);
        }
        let since = (of.seq + 1..=self.head()).filter_map(|seq| self.ring.get(seq));
        let since = since.map(|event| &**event);
        let met = self.roster.meet(user, of, since);
        met.map_err(|_| Refused::Unmet)
    }

    /// Ends the following of who has been away for [`LINGERS`], and forgets the rooms that nobody follows any more; to be called
    /// several times a second.
    pub fn forget(&mut self, now: Duration) {
        let here: HashSet<UserId> = self.subscribers.values().map(|s| s.user).collect();
        let Self { away, roster, .. } = self;
        away.retain(|user, _| roster.is_follower(*user) && !here.contains(user));
        for user in roster.followers().filter(|user| !here.contains(user)) {
            away.entry(user).or_insert(now);
        }
        let gone = away.extract_if(|_, since| now >= *since + LINGERS);
        for (user, _) in gone {
            roster.unfollow(user);
        }
        roster.forget_rooms();
    }
}
