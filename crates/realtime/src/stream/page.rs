//! The polling path: the same events by the same rules, without a subscription.

use std::sync::Arc;

use tutti_types::UserId;

use super::filter::Verdict;
use super::{Page, Position, Reason, Refused, Stream};
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
        if let Some(reason) = self.refuse(user, position) {
            return Ok(Page::Resync(reason));
        }
        if !self.ring.covers(position.after) {
            return Ok(Page::NeedDatabase);
        }
        let events = (position.after + 1..=self.head()).map_while(|seq| self.ring.get(seq));
        Ok(self.select(user, position.after, limit, events))
    }

    /// The same from events that the database gave: after `after`, in order, not filtered.
    ///
    /// # Errors
    /// [`Refused`], as at [`Stream::subscribe`].
    pub fn page_of(
        &self,
        user: UserId,
        after: i64,
        limit: usize,
        rows: &[Arc<StreamEvent>],
    ) -> Result<Page, Refused> {
        self.admit(user)?;
        // They may have lost it, and come back, while the rows were read.
        if !self.judge().may_begin(user, after) {
            return Ok(Page::Resync(Reason::TooOld));
        }
        Ok(self.select(user, after, limit, rows))
    }

    fn select<'a>(
        &self,
        user: UserId,
        after: i64,
        limit: usize,
        rows: impl IntoIterator<Item = &'a Arc<StreamEvent>>,
    ) -> Page {
        let (mut events, mut bytes, mut seq) = (Vec::new(), 0, after);
        // What the database holds beyond the released head waits for the rights of then.
        for event in rows.into_iter().take_while(|e| e.seq() <= self.head()) {
            if event.seq() <= seq {
                continue;
            }
            if event.seq() != seq + 1 {
                return Page::Resync(Reason::TooOld);
            }
            match self.judge().judge(user, event) {
                Verdict::Resync => return Page::Resync(Reason::TooOld),
                Verdict::Hidden => {}
                Verdict::Seen => {
                    bytes += event.body().len();
                    let full = events.len() >= limit.max(1) || bytes > self.limits.replay_bytes;
                    if full && !events.is_empty() {
                        break;
                    }
                    events.push(Arc::clone(event));
                }
            }
            seq = event.seq();
        }
        // The database answers with nothing only where nothing is kept.
        if seq == after && seq < self.head() {
            return Page::Resync(Reason::TooOld);
        }
        Page::Events {
            events,
            seq,
            more: seq < self.head(),
        }
    }
}
