//! The polling path: the same events by the same rules, without a subscription.

use std::sync::Arc;

use std::collections::{BTreeSet, HashSet};

use tutti_types::UserId;
use tutti_types::rooms::Room;

use super::filter::Verdict;
use super::{Found, Page, Position, Reason, Refused, Stream};
use crate::{Outbox, StreamEvent};

impl<O: Outbox> Stream<O> {
    /// What `user` may see after a position, from the ring. `limit` counts visible events; the bytes of a page are
    /// bounded as those of a replay, but for its first event. `database_head` as at [`Stream::subscribe`].
    ///
    /// # Errors
    /// [`Refused`], as at [`Stream::subscribe`].
    pub fn page(
        &mut self,
        user: UserId,
        position: Position,
        limit: usize,
        database_head: i64,
    ) -> Result<Page, Refused> {
        self.hint(database_head);
        self.admit(user)?;
        // Who polls comes back soon.
        self.away.remove(&user);
        if let Some(reason) = self.refuse(user, position) {
            return Ok(Page::Resync(reason));
        }
        if !self.ring.covers(position.after) {
            return Ok(Page::NeedDatabase(self.missing(
                user,
                position.after,
                &HashSet::new(),
            )));
        }
        let events = (position.after + 1..=self.head()).map_while(|seq| self.ring.get(seq));
        Ok(self.select(user, position.after, limit, events, self.head()))
    }

    /// The same from what the database gave.
    ///
    /// # Errors
    /// [`Refused`], as at [`Stream::subscribe`].
    pub fn page_of(&self, user: UserId, limit: usize, found: &Found) -> Result<Page, Refused> {
        self.admit(user)?;
        // They may have lost it, and come back, while it was read.
        if !found.is_kept || !self.judge().may_begin(user, found.after) {
            return Ok(Page::Resync(Reason::TooOld));
        }
        Ok(self.select(user, found.after, limit, &found.events, found.upto))
    }

    fn select<'a>(
        &self,
        user: UserId,
        after: i64,
        limit: usize,
        rows: impl IntoIterator<Item = &'a Arc<StreamEvent>>,
        upto: i64,
    ) -> Page {
        let (mut events, mut bytes) = (Vec::new(), 0);
        let (mut seq, mut reload) = (after, BTreeSet::<Room>::new());
        let mut upto = upto;
        for event in rows {
            match self.judge().judge(user, event) {
                Verdict::Resync => return Page::Resync(Reason::TooOld),
                Verdict::Hidden => {}
                Verdict::LeftOut { room, .. } => _ = reload.insert(room),
                Verdict::Seen => {
                    bytes += event.body().len();
                    let full = events.len() >= limit.max(1) || bytes > self.limits.replay_bytes;
                    if full && !events.is_empty() {
                        upto = seq;
                        break;
                    }
                    events.push(Arc::clone(event));
                }
            }
            seq = event.seq();
        }
        Page::Events {
            reload: reload.into_iter().collect(),
            events,
            seq: upto,
            more: upto < self.head(),
        }
    }
}
