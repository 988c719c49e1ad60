//! What an answer means for the op that was sent.

use serde::Deserialize;
use tutti_types::tasks::Task;
use tutti_types::{ErrorCode, Problem};

use super::{Entry, Queue, State};
use crate::answer::Answer;
use crate::boards::TextConflict;
use crate::intent::Intent;

/// The longest pause between two attempts.
const LONGEST_PAUSE_MS: u64 = 30_000;
/// An error of the server itself is tried again this often before it counts as a refusal.
const MOST_ATTEMPTS: u32 = 4;

/// A stale version is answered by another attempt at once this often, which is more than a server that compares texts asks for.
const LAST_AT_ONCE: u32 = 4;

/// An answer as it came.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reply<'a> {
    /// The status; 0 where no answer came.
    pub status: u16,
    /// The header `Retry-After`, in seconds.
    pub retry_after_s: Option<u64>,
    pub body: &'a str,
}

/// What became of an op.
#[derive(Clone, Debug)]
pub enum Settled {
    /// It is done: to [`Store::confirm`](crate::Store::confirm).
    Done(Answer),
    /// It is refused, for this reason where the server gave one: to [`Store::refuse`](crate::Store::refuse). It stays queued
    /// as refused until `retry` or `forget`.
    Refused(Option<Box<Problem>>),
    /// Somebody changed the same text. The op has left the queue; its text is still its writer's, in the field or as a draft.
    Conflict(Box<Conflict>),
    /// It will be sent again, not before this time; the overlay stays.
    Again(u64),
    /// No such op is in flight.
    Unknown,
}

/// Two people changed one text.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What the person wanted.
    pub intent: Intent,
    /// The task as it is now.
    pub current: Task,
    /// Each text that both changed.
    pub texts: Vec<TextConflict>,
}

impl Queue {
    /// Takes in the answer of the request with this key.
    pub fn settle(&mut self, key: &str, reply: Reply<'_>, now: u64) -> Settled {
        let found = |entry: &Entry| entry.op.key == key && entry.state == State::InFlight;
        let Some(at) = self.entries.iter().position(found) else {
            return Settled::Unknown;
        };
        let Some(entry) = self.entries.get_mut(at) else {
            return Settled::Unknown;
        };
        match reply.status {
            200..=299 => {
                let answer = Answer::read(entry.op.intent.entity(), reply.body);
                let done = self.entries.remove(at);
                self.follow(&done, &answer);
                Settled::Done(answer)
            }
            // No answer, or one that says "later".
            0 | 401 | 408 | 425 | 429 | 502..=504 => entry.later(reply, now),
            500..=599 if entry.attempts < MOST_ATTEMPTS => entry.later(reply, now),
            _ => {
                let problem = serde_json::from_str::<Problem>(reply.body).ok();
                let code = problem.as_ref().map(|problem| problem.code);
                if code == Some(ErrorCode::InProgress) {
                    return entry.later(reply, now);
                }
                if code == Some(ErrorCode::VersionConflict)
                    && let Some(current) = problem.as_ref().and_then(|p| p.current.as_ref())
                    && let Ok(current) = Task::deserialize(current)
                {
                    return self.meet(at, current, now);
                }
                entry.state = State::Refused;
                Settled::Refused(problem.map(Box::new))
            }
        }
    }

    /// Where nobody else changed the task before one's own change, what one does next stands on that.
    fn follow(&mut self, done: &Entry, answer: &Answer) {
        let (Some(from), Some(now)) = (done.stands_on(), answer.version()) else {
            return;
        };
        if now != from + 1 {
            return;
        }
        let entity = done.op.intent.entity();
        for entry in &mut self.entries {
            if entry.op.intent.entity() == entity && entry.stands_on() == Some(from) {
                entry.version = Some(now);
            }
        }
    }

    /// The task was changed since the edit began.
    fn meet(&mut self, at: usize, current: Task, now: u64) -> Settled {
        let Some(entry) = self.entries.get_mut(at) else {
            return Settled::Unknown;
        };
        let texts = entry.op.intent.outgoing().conflicts(&current);
        if texts.is_empty() {
            entry.stale += 1;
            entry.version = Some(current.version);
            if entry.stale > LAST_AT_ONCE {
                return entry.later(Reply::default(), now);
            }
            entry.state = State::Waiting;
            entry.not_before = now;
            return Settled::Again(now);
        }
        let intent = self.entries.remove(at).op.intent;
        Settled::Conflict(Box::new(Conflict {
            intent,
            current,
            texts,
        }))
    }
}

impl Entry {
    /// The version that an edit of texts was made on.
    pub(super) fn stands_on(&self) -> Option<i64> {
        let began = self.op.intent.outgoing().version()?;
        Some(self.version.unwrap_or(began))
    }

    fn later(&mut self, reply: Reply<'_>, now: u64) -> Settled {
        let doubled = 500_u64.saturating_mul(1 << self.attempts.min(16));
        let pause = match reply.retry_after_s {
            Some(seconds) => seconds.saturating_mul(1_000),
            None => doubled.min(LONGEST_PAUSE_MS),
        };
        self.state = State::Waiting;
        self.not_before = now.saturating_add(pause);
        Settled::Again(self.not_before)
    }
}
