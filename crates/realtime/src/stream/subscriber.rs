//! One socket that follows a workspace.

use std::collections::VecDeque;
use std::sync::Arc;

use tutti_types::UserId;

use super::Reason;
use super::left_out::LeftOut;
use super::tally::Tally;
use crate::StreamEvent;

#[derive(Debug)]
pub(super) struct Subscriber<O> {
    pub(super) user: UserId,
    pub(super) outbox: O,
    /// The client's cursor: the last event or checkpoint it was sent. Beyond the head only where it brought a position
    /// that the database has reached and this node has not; what it has is then not sent again.
    pub(super) cursor: i64,
    /// Events in a row that it may not see, while live.
    pub(super) hidden: u32,
    pub(super) phase: Phase,
}

impl<O> Subscriber<O> {
    pub(super) const fn is_live(&self) -> bool {
        matches!(self.phase, Phase::Live)
    }
}

#[derive(Debug)]
pub(super) enum Phase {
    /// What it missed is counted before anything of it is sent, since a replay is whole or not at all.
    Measuring(Measure),
    /// What it missed is sent, as fast as its socket takes it.
    Sending(Sending),
    /// It is pushed what happens.
    Live,
}

#[derive(Debug, Default)]
pub(super) struct Measure {
    /// Counted up to here.
    pub(super) position: i64,
    /// Counted up to here out of the database's pages; the rest is read from the ring.
    pub(super) paged: i64,
    /// What was counted out of the database's pages.
    pub(super) found: VecDeque<Arc<StreamEvent>>,
    pub(super) tally: Tally,
    pub(super) left_out: LeftOut,
    pub(super) scanned: usize,
    pub(super) failed: Option<Reason>,
}

#[derive(Debug)]
pub(super) struct Sending {
    /// Whether `subscribed` was sent.
    pub(super) greeted: bool,
    pub(super) found: VecDeque<Arc<StreamEvent>>,
    pub(super) left_out: LeftOut,
    /// Once `found` is sent, the ring goes on after this.
    pub(super) position: i64,
}
