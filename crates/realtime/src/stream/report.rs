//! What a stream answers and reports.

use std::sync::Arc;

use bytes::Bytes;
use tutti_types::events::Share;
use tutti_types::realtime::{CHECKPOINT_AFTER, MAX_REPLAY_BYTES, MAX_REPLAY_EVENTS};
use tutti_types::rooms::Room;
use tutti_types::{Epoch, SocketId, UserId};

use crate::StreamEvent;

/// The bounds of one stream.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Events the ring keeps.
    pub ring_events: usize,
    /// Bytes of bodies the ring keeps.
    pub ring_bytes: usize,
    /// Events parked because one before them is missing.
    pub parked: usize,
    /// Visible events of one resume.
    pub replay_events: usize,
    /// Bytes of their bodies.
    pub replay_bytes: usize,
    /// Events a resume looks through, so that nobody makes the database read a week for three events.
    pub replay_scan: usize,
    /// Hidden events in a row after which a live subscriber is sent a checkpoint.
    pub checkpoint_after: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ring_events: 1_024,
            ring_bytes: 1 << 20,
            parked: 1_024,
            replay_events: MAX_REPLAY_EVENTS,
            replay_bytes: MAX_REPLAY_BYTES,
            replay_scan: 20_000,
            checkpoint_after: CHECKPOINT_AFTER,
        }
    }
}

/// A position a client brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The life of the stream it is of.
    pub epoch: Epoch,
    /// The last event it has.
    pub after: i64,
}

/// Why a position cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is of another life of the stream.
    Epoch,
    /// The stream has not come that far, so it cannot be this stream's.
    Ahead,
    /// What came after it is not kept any more, or is of a time in which the reader was no member or cannot be judged.
    TooOld,
    /// Too much came after it.
    TooMany,
}

impl Reason {
    /// The word in the `resync` frame.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Epoch => "epoch",
            Self::Ahead => "ahead",
            Self::TooOld => "too_old",
            Self::TooMany => "too_many",
        }
    }
}

/// Why somebody may not follow now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No member here: `denied`, or 404 on the polling path.
    Denied,
    /// The database knows of events that have not come here, and one of them may be this person's joining. Fill the
    /// hole and ask again.
    Behind,
    /// The stream has lost its rights: drop it and build it anew.
    Broken,
    /// It is not known here which rooms they may read: read it from the database, [`super::Stream::meet`] them, and ask again.
    Unmet,
}

/// What is asked of the database: somebody's events of a stretch of the stream, in order. More than theirs does no harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// After this position.
    pub after: i64,
    /// Up to this one, the released head.
    pub upto: i64,
    /// Whose, and what they may read.
    pub share: Share,
}

/// What the database gave.
#[derive(Clone, Debug)]
pub struct Found {
    /// The position that was asked for.
    pub after: i64,
    /// All that was asked for is here up to this position.
    pub upto: i64,
    /// Whether the event after the first position is kept still; where it is not, `events` may lack some.
    pub is_kept: bool,
    /// In order.
    pub events: Vec<Arc<StreamEvent>>,
}

/// What a subscriber that catches up does next.
#[derive(Debug)]
pub enum Pull {
    /// Write these, then pull again.
    Frames(Vec<Bytes>),
    /// Read this from the database; [`super::Stream::feed`], pull again.
    NeedDatabase(Missing),
    /// From now on frames come through the outbox.
    Live,
    /// Write this; the subscriber is removed.
    Resync(Bytes),
    /// It took longer than the ring keeps: the subscriber is removed, close the socket with 4408.
    TooSlow,
    /// It is not here: removed, or never subscribed. If there was something to say, the outbox has it.
    Gone,
}

/// A subscriber the stream has removed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    pub socket: SocketId,
    pub user: UserId,
    pub why: Removal,
}

/// Why a subscriber was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Its outbox is full: close the socket with 4408.
    TooSlow,
    /// It was sent `denied`; the socket stays.
    Denied,
    /// It was sent `resync`; the socket stays.
    Resync,
}

/// A page of the polling path.
#[derive(Debug)]
pub enum Page {
    /// The position cannot be followed: `resync: true`.
    Resync(Reason),
    /// Read this from the database, and give it to [`super::Stream::page_of`].
    NeedDatabase(Missing),
    /// What the reader may see.
    Events {
        /// The rooms of which something is left out.
        reload: Vec<Room>,
        /// In order.
        events: Vec<Arc<StreamEvent>>,
        /// Where to ask next.
        seq: i64,
        /// Whether there is more right now.
        more: bool,
    },
}
