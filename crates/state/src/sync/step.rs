//! One step: take the input, then do what is due.

use tutti_types::WorkspaceId;
use tutti_types::realtime::{ClientFrame, close};

use super::badge::{Badge, Display};
use super::frame::say;
use super::link::Link;
use super::{
    AGAIN_MS, Context, FIRST_PAUSE_MS, FROZEN_MS, Input, LONGEST_PAUSE_MS, Output, POLL_AFTER_MS,
    POLL_EVERY_MS, Poll, PollAnswer, RENEW_BEFORE_MS, Snapshot, Sync, Token,
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
            cut: None,
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
            Input::Online => {
                self.cut = None;
                self.wake(now, out);
            }
            Input::Visible | Input::Reconnect => self.wake(now, out),
            // A server on this very machine is there without a network, so the socket is asked, not closed.
            Input::Offline => {
                self.cut = Some(now);
                self.ping(now, out);
            }
            Input::Doubt => self.ping(now, out),
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

    pub(super) fn closed(&mut self, code: u16, context: Context) {
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
    pub(super) fn ping(&mut self, now: u64, out: &mut Vec<Output>) {
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
            PollAnswer::Failed => {}
            PollAnswer::Unauthenticated => {
                self.last_heard = now;
                self.token = None;
            }
            PollAnswer::Denied => return self.deny(out),
        }
        self.poll = Poll::At(next);
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
