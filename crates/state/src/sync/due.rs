//! What is due by the clock: the token, the snapshot, the socket, polling, the badge; and when the next of them is.

use super::badge::Badge;
use super::link::Link;
use super::{
    AGAIN_MS, ANSWER_WITHIN_MS, Context, OFFLINE_AFTER_MS, Output, POLL_AFTER_MS, Poll, QUIET_MS,
    Snapshot, Sync,
};

impl Sync {
    /// Does whatever is due now, and asks to be called when the next thing is.
    pub(super) fn due(&mut self, context: Context, out: &mut Vec<Output>) {
        if self.stopped {
            return;
        }
        let now = context.now;
        let mut timer = u64::MAX;
        self.due_token(now, &mut timer, out);
        self.due_snapshot(now, &mut timer, out);
        self.due_socket(context, &mut timer, out);
        self.due_poll(context, &mut timer, out);
        self.due_badge(now, &mut timer, out);
        let timer = timer.max(now + 1);
        if self.timer != Some(timer) {
            self.timer = Some(timer);
            out.push(Output::SetTimer(timer));
        }
    }

    fn due_token(&mut self, now: u64, timer: &mut u64, out: &mut Vec<Output>) {
        let due = self.token.as_ref().map_or(now, |token| token.renew_at);
        let due = due.max(self.renewing.map_or(0, |asked| asked + AGAIN_MS));
        if due <= now {
            self.renewing = Some(now);
            out.push(Output::RenewToken);
            *timer = (*timer).min(now + AGAIN_MS);
        } else {
            *timer = (*timer).min(due);
        }
    }

    fn due_snapshot(&mut self, now: u64, timer: &mut u64, out: &mut Vec<Output>) {
        if let Snapshot::Wanted(at) = self.snapshot {
            if at > now {
                *timer = (*timer).min(at);
            } else if self.token.is_some() {
                self.snapshot = Snapshot::Loading;
                out.push(Output::LoadSnapshot);
            }
        }
    }

    fn due_socket(&mut self, context: Context, timer: &mut u64, out: &mut Vec<Output>) {
        let now = context.now;
        match self.link {
            Link::Down { since, retry_at } => {
                if retry_at > now {
                    *timer = (*timer).min(retry_at);
                } else if self.token.is_some() {
                    self.link = Link::Opening { since, at: now };
                    *timer = (*timer).min(now + 2 * ANSWER_WITHIN_MS);
                    out.push(Output::Connect);
                }
            }
            Link::Opening { at, .. } => self.expect(at + 2 * ANSWER_WITHIN_MS, context, timer, out),
            Link::Greeting { at, .. } | Link::Subscribing { at, .. } => {
                self.expect(at + ANSWER_WITHIN_MS, context, timer, out);
            }
            Link::Idle { .. } => {}
            Link::Live {
                pinged: Some(at), ..
            } => self.expect(at + ANSWER_WITHIN_MS, context, timer, out),
            Link::Live { heard, .. } => {
                if heard + QUIET_MS <= now {
                    self.ping(now, out);
                    *timer = (*timer).min(now + ANSWER_WITHIN_MS);
                } else {
                    *timer = (*timer).min(heard + QUIET_MS);
                }
            }
        }
    }

    /// A socket that says nothing by then is dead, though nobody has told.
    fn expect(&mut self, by: u64, context: Context, timer: &mut u64, out: &mut Vec<Output>) {
        if by > context.now {
            *timer = (*timer).min(by);
            return;
        }
        out.push(Output::Disconnect);
        self.closed(1006, context);
        if let Link::Down { retry_at, .. } = self.link {
            *timer = (*timer).min(retry_at);
        }
    }

    fn due_poll(&mut self, context: Context, timer: &mut u64, out: &mut Vec<Output>) {
        let now = context.now;
        let (Some(away), Snapshot::Loaded, Some(cursor)) =
            (self.link.away_since(), self.snapshot, context.cursor)
        else {
            return;
        };
        match self.poll {
            Poll::At(at) => {
                let at = at.max(away + POLL_AFTER_MS);
                if at > now {
                    *timer = (*timer).min(at);
                } else if self.token.is_some() {
                    self.poll = Poll::Asked(now);
                    *timer = (*timer).min(now + OFFLINE_AFTER_MS);
                    out.push(Output::Poll {
                        epoch: cursor.epoch,
                        after: cursor.seq,
                    });
                }
            }
            // A request that nobody answered, not even the driver.
            Poll::Asked(at) if at + 3 * OFFLINE_AFTER_MS <= now => self.poll = Poll::At(now),
            Poll::Asked(at) => *timer = (*timer).min(at + 3 * OFFLINE_AFTER_MS),
        }
    }

    fn due_badge(&mut self, now: u64, timer: &mut u64, out: &mut Vec<Output>) {
        let is_cut = self.cut.is_some_and(|at| self.last_heard <= at);
        let wanted = match self.link.away_since() {
            _ if is_cut => Some(Badge::Offline),
            None => Some(Badge::Live),
            Some(since) if now < since + POLL_AFTER_MS => {
                *timer = (*timer).min(since + POLL_AFTER_MS);
                None
            }
            Some(since) => {
                let silent = self.last_heard.max(since) + OFFLINE_AFTER_MS;
                if silent <= now {
                    Some(Badge::Offline)
                } else {
                    *timer = (*timer).min(silent);
                    Some(Badge::Polling)
                }
            }
        };
        match self.display.show(wanted, is_cut, now) {
            Ok(shown) => out.extend(shown.map(Output::Badge)),
            Err(at) => *timer = (*timer).min(at),
        }
    }
}
