//! One step: take the input, then do what is due.

use tutti_types::WorkspaceId;
use tutti_types::realtime::{ClientFrame, close};

use super::badge::{Badge, Display};
use super::frame::say;
use super::link::Link;
use super::{
    AGAIN_MS, ANSWER_WITHIN_MS, Context, FIRST_PAUSE_MS, FROZEN_MS, Input, LONGEST_PAUSE_MS,
    OFFLINE_AFTER_MS, Output, POLL_AFTER_MS, POLL_EVERY_MS, Poll, PollAnswer, QUIET_MS,
    RENEW_BEFORE_MS, Snapshot, Sync, Token,
};
use crate::Gap;

impl Sync {
    /// A machine at rest. `build` is that of the page.
    #[must_use]
    pub fn new(workspace_id: WorkspaceId, build: &str) -> Self {
        Self {
            workspace_id,
            build: build.to_owned(),
            link: Link::Down {
                since: 0,
                retry_at: 0,
            },
            display: Display::default(),
            token: None,
            renewing: None,
            snapshot: Snapshot::Wanted(0),
            poll: Poll::At(0),
            attempts: 0,
            last_step: 0,
            last_heard: 0,
            pings: 0,
            stopped: false,
            timer: None,
        }
    }

    /// What the badge shows; absent before the first is known.
    #[must_use]
    pub fn badge(&self) -> Option<Badge> {
        self.display.current()
    }

    /// Whether events come by the socket.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        matches!(self.link, Link::Live { .. })
    }

    /// When anything came from the server last, for the badge's menu.
    #[must_use]
    pub const fn last_heard(&self) -> u64 {
        self.last_heard
    }

    /// Takes one input. The outputs are to be done in their order.
    pub fn step(&mut self, input: Input, context: Context) -> Vec<Output> {
        let mut out = Vec::new();
        if !self.stopped {
            let frozen = context.now.saturating_sub(self.last_step) >= FROZEN_MS;
            self.last_step = context.now;
            self.take(input, context, frozen, &mut out);
            self.due(context, &mut out);
        }
        out
    }

    fn take(&mut self, input: Input, context: Context, frozen: bool, out: &mut Vec<Output>) {
        let now = context.now;
        if frozen && matches!(input, Input::Tick | Input::Visible | Input::Online) {
            // A ping of before the freeze may have been answered to a page that did not listen.
            if let Link::Live { pinged, .. } = &mut self.link {
                *pinged = None;
            }
            self.ping(now, out);
        }
        match input {
            Input::Start => {
                self.link = Link::Down {
                    since: now,
                    retry_at: now,
                };
                self.poll = Poll::At(now + POLL_AFTER_MS);
                self.last_heard = now;
                if context.cursor.is_some() {
                    self.snapshot = Snapshot::Loaded;
                }
            }
            Input::Token {
                token,
                expires_in_ms,
            } => {
                self.renewing = None;
                // Of a short life, half is left for the renewal.
                let ahead = RENEW_BEFORE_MS.min(expires_in_ms / 2);
                if self.link.is_open() {
                    say(
                        out,
                        &ClientFrame::Authenticate {
                            token: token.clone(),
                        },
                    );
                }
                self.token = Some(Token {
                    text: token,
                    renew_at: now + expires_in_ms - ahead,
                });
            }
            Input::Opened => {
                if let (Link::Opening { since, .. }, Some(token)) = (self.link, &self.token) {
                    let token = token.text.clone();
                    say(out, &ClientFrame::Authenticate { token });
                    self.link = Link::Greeting { since, at: now };
                }
            }
            Input::Frame(text) => self.hear(&text, context, out),
            Input::Closed(code) => self.closed(code, context),
            Input::Tick => {}
            Input::Online | Input::Visible | Input::Reconnect => self.wake(now, out),
            Input::Polled(answer) => self.polled(answer, now, out),
            Input::SnapshotLoaded => {
                self.snapshot = Snapshot::Loaded;
                self.last_heard = now;
                self.subscribe(context, out);
            }
            Input::SnapshotFailed => self.snapshot = Snapshot::Wanted(now + AGAIN_MS),
            Input::Gap(Gap::Missed) => self.resubscribe(context, out),
            Input::Gap(Gap::Resync) => self.resync(now),
            Input::Say(frame) => {
                if self.is_live() {
                    say(out, &frame);
                }
            }
        }
    }

    fn closed(&mut self, code: u16, context: Context) {
        let now = context.now;
        let since = self.link.away_since().unwrap_or(now);
        let doubled = FIRST_PAUSE_MS
            .saturating_mul(1 << self.attempts.min(16))
            .min(LONGEST_PAUSE_MS);
        let base = match code {
            close::TOO_MANY => doubled.max(LONGEST_PAUSE_MS / 3),
            close::RESTARTING => doubled.max(2 * FIRST_PAUSE_MS),
            _ => doubled,
        };
        if code == close::UNAUTHENTICATED {
            self.token = None;
        }
        self.attempts += 1;
        self.link = Link::Down {
            since,
            retry_at: now + jittered(base, context.random),
        };
    }

    /// The network or the person is back: no more waiting.
    fn wake(&mut self, now: u64, out: &mut Vec<Output>) {
        self.attempts = 0;
        if let Link::Down { retry_at, .. } = &mut self.link {
            *retry_at = now;
        }
        if let Poll::At(at) = &mut self.poll {
            *at = (*at).min(now);
        }
        if let Snapshot::Wanted(at) = &mut self.snapshot {
            *at = (*at).min(now);
        }
        self.ping(now, out);
    }

    /// Asks a live socket whether it still is.
    fn ping(&mut self, now: u64, out: &mut Vec<Output>) {
        if let Link::Live { pinged, .. } = &mut self.link
            && pinged.is_none()
        {
            *pinged = Some(now);
            self.pings += 1;
            say(out, &ClientFrame::Ping { n: self.pings });
        }
    }

    fn polled(&mut self, answer: PollAnswer, now: u64, out: &mut Vec<Output>) {
        let mut next = now + POLL_EVERY_MS;
        match answer {
            PollAnswer::Page(page) => {
                self.last_heard = now;
                if page.resync {
                    self.resync(now);
                } else {
                    // In the next step, when the store's cursor is past this page.
                    if page.more {
                        next = now + 1;
                    }
                    out.push(Output::Events(page));
                }
            }
            PollAnswer::Failed { retry_after_ms } => {
                next = now + retry_after_ms.unwrap_or(0).max(POLL_EVERY_MS);
            }
            PollAnswer::Unauthenticated => {
                self.last_heard = now;
                self.token = None;
            }
            PollAnswer::Denied => return self.deny(out),
        }
        self.poll = Poll::At(next);
    }

    /// Does whatever is due now, and asks to be called when the next thing is.
    fn due(&mut self, context: Context, out: &mut Vec<Output>) {
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
        let wanted = match self.link.away_since() {
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
        match self.display.show(wanted, now) {
            Ok(shown) => out.extend(shown.map(Output::Badge)),
            Err(at) => *timer = (*timer).min(at),
        }
    }
}

/// Half to all of a pause.
fn jittered(pause: u64, random: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a pause of seconds, and any rounding will do"
    )]
    let half = (pause as f64 / 2.0 * random.clamp(0.0, 1.0)) as u64;
    pause / 2 + half
}

#[cfg(test)]
mod tests;
