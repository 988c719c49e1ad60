//! A subscriber that catches up: first what it missed is counted, then it is sent, then the subscriber is live.

use std::sync::Arc;

use tutti_types::events::Audience;
use tutti_types::realtime::ServerFrame;
use tutti_types::rooms::Room;
use tutti_types::{SocketId, UserId, WorkspaceId};

use super::filter::{Judge, Verdict};
use super::ring::Ring;
use super::subscriber::{Measure, Phase, Sending};
use super::{Found, Limits, Pull, Reason, Stream};
use crate::{Outbox, StreamEvent, frame};

impl<O: Outbox> Stream<O> {
    /// What a subscriber does next. The socket's own task calls this again and again and writes what it gets before it
    /// calls again, until [`Pull::Live`]; only then does it write what the outbox holds *of this workspace*, which is
    /// why nothing of it is pushed before. The frames of a page end with the first that reaches `max_bytes`.
    pub fn pull(&mut self, socket: SocketId, max_events: usize, max_bytes: usize) -> Pull {
        let head = self.head();
        let Some(subscriber) = self.subscribers.get_mut(&socket) else {
            return Pull::Gone;
        };
        let judge = Judge {
            roster: &self.roster,
            homes: &self.homes,
        };
        if let Phase::Measuring(measure) = &mut subscriber.phase {
            measure.ring(&self.ring, judge, subscriber.user, &self.limits, head);
            if let Some(reason) = measure.failed {
                return self.resync(socket, reason);
            }
            if measure.position < head {
                let (user, after) = (subscriber.user, measure.position);
                let over_limit = measure.left_out.too_much().clone();
                return Pull::NeedDatabase(self.missing(user, after, &over_limit));
            }
            let mut left_out = std::mem::take(&mut measure.left_out);
            left_out.measured(head);
            subscriber.phase = Phase::Sending(Sending {
                greeted: false,
                position: measure.paged,
                found: std::mem::take(&mut measure.found),
                left_out,
            });
        }
        self.send(socket, max_events.max(1), max_bytes)
    }

    /// Gives a subscriber what [`Pull::NeedDatabase`] asked for. What was not asked for, or is no more, is ignored.
    pub fn feed(&mut self, socket: SocketId, page: &Found) {
        let Some(subscriber) = self.subscribers.get_mut(&socket) else {
            return;
        };
        let Phase::Measuring(measure) = &mut subscriber.phase else {
            return;
        };
        let judge = Judge {
            roster: &self.roster,
            homes: &self.homes,
        };
        if measure.position != page.after {
            return;
        }
        if !page.is_kept {
            measure.failed = Some(Reason::TooOld);
            return;
        }
        for event in &page.events {
            if measure.count(event, judge, subscriber.user, &self.limits) {
                measure.found.push_back(Arc::clone(event));
            }
        }
        measure.position = page.upto;
        measure.paged = page.upto;
    }

    fn send(&mut self, socket: SocketId, max_events: usize, max_bytes: usize) -> Pull {
        let (head, workspace_id, epoch) = (self.head(), self.workspace_id, self.epoch);
        let Some(subscriber) = self.subscribers.get_mut(&socket) else {
            return Pull::Gone;
        };
        let Phase::Sending(sending) = &mut subscriber.phase else {
            return Pull::Live;
        };
        let judge = Judge {
            roster: &self.roster,
            homes: &self.homes,
        };
        let (mut frames, mut bytes) = (Vec::new(), 0);
        if !sending.greeted {
            sending.greeted = true;
            frames.push(frame::server(&ServerFrame::Subscribed {
                workspace_id,
                epoch,
                seq: subscriber.cursor,
                head: head.max(subscriber.cursor),
            }));
            let user = subscriber.user;
            let may_read = |room| self.roster.may_read(user, &Audience::Room(room));
            let (seq, rooms) = sending.left_out.named(may_read);
            if !rooms.is_empty() {
                frames.push(reload(workspace_id, seq, rooms));
            }
        }
        while frames.len() < max_events && bytes < max_bytes {
            let next = match sending.found.pop_front() {
                Some(event) => event,
                None if sending.position >= head => break,
                None => match self.ring.get(sending.position + 1) {
                    Some(event) => Arc::clone(event),
                    None => {
                        self.remove(socket);
                        return Pull::TooSlow;
                    }
                },
            };
            sending.position = sending.position.max(next.seq());
            // Judged anew: rights are those of the moment in which a frame leaves.
            match judge.judge(subscriber.user, &next) {
                Verdict::Hidden => {}
                Verdict::Resync => return self.resync(socket, Reason::TooOld),
                Verdict::LeftOut { room, upto } => {
                    if sending.left_out.before(room, upto) {
                        frames.push(reload(workspace_id, upto, vec![room]));
                    }
                }
                Verdict::Seen if sending.left_out.is_left_out(&next) => {}
                Verdict::Seen => {
                    let made = frame::event(workspace_id, epoch, subscriber.cursor, &next);
                    subscriber.cursor = next.seq();
                    bytes += made.len();
                    frames.push(made);
                }
            }
        }
        let done = sending.found.is_empty() && sending.position >= head;
        if done && subscriber.cursor < head {
            subscriber.cursor = head;
            frames.push(checkpoint(workspace_id, head));
        }
        if frames.is_empty() {
            subscriber.phase = Phase::Live;
            self.presence.join(socket, subscriber.user);
            return Pull::Live;
        }
        Pull::Frames(frames)
    }

    fn resync(&mut self, socket: SocketId, reason: Reason) -> Pull {
        self.remove(socket);
        Pull::Resync(resync(self.workspace_id, reason))
    }
}

pub(super) fn resync(workspace_id: WorkspaceId, reason: Reason) -> bytes::Bytes {
    frame::server(&ServerFrame::Resync {
        workspace_id,
        reason: reason.as_str().to_owned(),
    })
}

fn reload(workspace_id: WorkspaceId, seq: i64, rooms: Vec<Room>) -> bytes::Bytes {
    frame::server(&ServerFrame::Reload {
        workspace_id,
        seq,
        rooms,
    })
}

pub(super) fn checkpoint(workspace_id: WorkspaceId, seq: i64) -> bytes::Bytes {
    frame::server(&ServerFrame::Checkpoint { workspace_id, seq })
}

impl Measure {
    pub(super) fn from(position: i64) -> Self {
        Self {
            position,
            paged: position,
            ..Self::default()
        }
    }

    /// Counts what the ring holds, if it holds all that follows.
    fn ring(&mut self, ring: &Ring, judge: Judge<'_>, user: UserId, limits: &Limits, head: i64) {
        if !ring.covers(self.position) {
            return;
        }
        while self.position < head && self.failed.is_none() {
            let Some(event) = ring.get(self.position + 1) else {
                return;
            };
            self.count(event, judge, user, limits);
        }
    }

    /// Counts one event and says whether it is to be told.
    fn count(
        &mut self,
        event: &StreamEvent,
        judge: Judge<'_>,
        user: UserId,
        limits: &Limits,
    ) -> bool {
        self.position = event.seq();
        if self.left_out.leaves_out(event) {
            return false;
        }
        self.scanned += 1;
        if self.scanned > limits.replay_scan {
            self.failed = Some(Reason::TooMany);
        }
        match judge.judge(user, event) {
            Verdict::Hidden => return false,
            Verdict::Resync => {
                self.failed = Some(Reason::TooOld);
                return false;
            }
            Verdict::LeftOut { room, upto } => {
                self.left_out.before(room, upto);
                return false;
            }
            Verdict::Seen => self.tally.add(event),
        }
        while self.tally.is_too_much(limits) {
            let Some(room) = self.tally.take_largest(limits) else {
                self.failed = Some(Reason::TooMany);
                return false;
            };
            self.left_out.leave_out(room);
            self.found.retain(|found| !self.left_out.leaves_out(found));
        }
        !self.left_out.leaves_out(event)
    }
}
