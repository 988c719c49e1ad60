//! Released events, to those who are live.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use tutti_types::{SocketId, UserId};

use super::catch_up::{checkpoint, resync};
use super::{Reason, Removal, Removed, Stream};
use crate::{Effect, Offered, Outbox, StreamEvent, frame};

impl<O: Outbox> Stream<O> {
    /// Takes an event, from the gate after its commit or out of the database, in any order and as often as it comes.
    /// What is next in order is released and pushed; the subscribers removed by that are reported. Ask
    /// [`Stream::hole`] afterwards.
    pub fn offer(&mut self, event: Arc<StreamEvent>) -> Vec<Removed> {
        let mut removed = Vec::new();
        if self.sequencer.offer(event.seq(), event) == Offered::Ready {
            while let Some(event) = self.sequencer.release() {
                self.release(event, &mut removed);
            }
        }
        removed
    }

    fn release(&mut self, event: Arc<StreamEvent>, removed: &mut Vec<Removed>) {
        // The end of a workspace is the one thing told by the rights from before it.
        if *event.effect() == Effect::WorkspaceDeleted {
            self.fan_out(&event, removed);
        }
        let lost = self.roster.apply(&event);
        self.homes.apply(&event);
        self.take_notice(&event);
        if *event.effect() == Effect::Unclear {
            self.broken = true;
            removed.extend(self.end(Reason::TooOld));
        } else if !lost.is_empty() {
            self.dismiss_all(&lost, &self.denied(), Removal::Denied, removed);
        }
        if let Some(user) = event.effect().begins_anew() {
            let frame = resync(self.workspace_id, Reason::TooOld);
            self.dismiss_all(&[user], &frame, Removal::Resync, removed);
        }
        if !matches!(event.effect(), Effect::WorkspaceDeleted | Effect::Unclear) {
            self.fan_out(&event, removed);
        }
        self.ring.push(event);
    }

    /// Removes the subscribers of some people with a last frame.
    fn dismiss_all(
        &mut self,
        users: &[UserId],
        last: &Bytes,
        why: Removal,
        removed: &mut Vec<Removed>,
    ) {
        let sockets: Vec<SocketId> = self
            .subscribers
            .iter()
            .filter(|(_, subscriber)| users.contains(&subscriber.user))
            .map(|(socket, _)| *socket)
            .collect();
        for socket in sockets {
            removed.extend(self.dismiss(socket, last, why));
        }
    }

    fn fan_out(&mut self, event: &Arc<StreamEvent>, removed: &mut Vec<Removed>) {
        let (workspace_id, epoch, seq) = (self.workspace_id, self.epoch, event.seq());
        let readers = self.roster.readers(event);
        // One frame for all whose cursor is the same: most often one, at most as many as events between checkpoints.
        let mut made: HashMap<i64, Bytes> = HashMap::new();
        let mut passed: Option<Bytes> = None;
        let mut full = Vec::new();
        for (socket, subscriber) in &mut self.subscribers {
            if !subscriber.is_live() || subscriber.cursor >= seq {
                continue;
            }
            let frame = if readers.admit(subscriber.user) {
                let prev = subscriber.cursor;
                made.entry(prev)
                    .or_insert_with(|| frame::event(workspace_id, epoch, prev, event))
                    .clone()
            } else {
                subscriber.hidden += 1;
                if subscriber.hidden < self.limits.checkpoint_after {
                    continue;
                }
                passed
                    .get_or_insert_with(|| checkpoint(workspace_id, seq))
                    .clone()
            };
            subscriber.cursor = seq;
            subscriber.hidden = 0;
            if subscriber.outbox.push(frame).is_err() {
                full.push(*socket);
            }
        }
        self.drop_slow(full, removed);
    }

    /// Sends a checkpoint to the live subscribers whose cursor is behind the head, as their last events were hidden.
    /// To be called with the ping, every 25 s.
    pub fn heartbeat(&mut self) -> Vec<Removed> {
        let head = self.head();
        let frame = checkpoint(self.workspace_id, head);
        let (mut full, mut removed) = (Vec::new(), Vec::new());
        for (socket, subscriber) in &mut self.subscribers {
            if subscriber.is_live() && subscriber.cursor < head {
                subscriber.cursor = head;
                subscriber.hidden = 0;
                if subscriber.outbox.push(frame.clone()).is_err() {
                    full.push(*socket);
                }
            }
        }
        self.drop_slow(full, &mut removed);
        removed
    }

    fn drop_slow(&mut self, full: Vec<SocketId>, removed: &mut Vec<Removed>) {
        for socket in full {
            if let Some(subscriber) = self.remove(socket) {
                removed.push(Removed {
                    socket,
                    user: subscriber.user,
                    why: Removal::TooSlow,
                });
            }
        }
    }
}
