//! A subscriber that catches up: first what it missed is counted, then it is sent, then the subscriber is live.

use std::sync::Arc;

use tutti_types::realtime::ServerFrame;
use tutti_types::{SocketId, UserId, WorkspaceId};

use super::filter::{Judge, Verdict};
use super::ring::Ring;
use super::subscriber::{Measure, Phase, Sending};
use super::{Limits, Pull, Reason, Stream};
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
                return Pull::NeedDatabase {
                    after: measure.position,
                };
            }
            subscriber.phase = Phase::Sending(Sending {
                greeted: false,
                position: measure.paged,
                found: std::mem::take(&mut measure.found),
            });
        }
        self.send(socket, max_events.max(1), max_bytes)
    }

    /// Gives a subscriber the page that [`Pull::NeedDatabase`] asked for: events after `after`, in order, not filtered.
    /// A page that was not asked for, or no more, is ignored; one that does not begin at once after the position tells
    /// that what came there is not kept any more.
    pub fn feed(&mut self, socket: SocketId, after: i64, page: &[Arc<StreamEvent>]) {
        let head = self.head();
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
        if measure.position != after {
            return;
        }
        // What the database holds beyond the released head is pushed, or pulled, after its effects were applied.
        for event in page.iter().take_while(|event| event.seq() <= head) {
            if event.seq() != measure.position + 1 {
                measure.failed = Some(Reason::TooOld);
                return;
            }
            if measure.count(event, judge, subscriber.user, &self.limits) {
                measure.found.push_back(Arc::clone(event));
            }
        }
        measure.paged = measure.position;
        if measure.position == after && after < head {
            measure.failed = Some(Reason::TooOld);
        }
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

    /// Counts one event and says whether its reader may see it.
    fn count(
        &mut self,
        event: &StreamEvent,
        judge: Judge<'_>,
        user: UserId,
        limits: &Limits,
    ) -> bool {
        self.position = event.seq();
        self.scanned += 1;
        let verdict = judge.judge(user, event);
        if verdict == Verdict::Seen {
            self.events += 1;
            self.bytes += event.body().len();
        }
        let too_many = self.events > limits.replay_events
            || self.bytes > limits.replay_bytes
            || self.scanned > limits.replay_scan;
        if verdict == Verdict::Resync {
            self.failed = Some(Reason::TooOld);
        } else if too_many {
            self.failed = Some(Reason::TooMany);
        }
        verdict == Verdict::Seen
    }
}
