//! The protocol of one workspace as a state machine: inputs in, outputs out. Whoever drives it owns the sockets, the clock and
//! the dice.
//!
//! The socket is tried endlessly. While it is away, polling keeps the workspace current every 5 s, and the badge says so.

mod badge;
mod due;
mod frame;
mod link;
mod step;

use tutti_types::events::Events;
use tutti_types::me::MeWhat;
use tutti_types::realtime::{ClientFrame, Presence};
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Epoch, TaskId, UserId, WorkspaceId};

pub use badge::Badge;
use badge::Display;
use link::Link;

use crate::event::Frame;
use crate::store::Cursor;

/// While the socket is away, this often.
pub const POLL_EVERY_MS: u64 = 5_000;
/// Without a socket for this long, polling begins and the badge says so.
pub const POLL_AFTER_MS: u64 = 3_000;
/// Without any answer for this long, the badge says offline.
pub const OFFLINE_AFTER_MS: u64 = 10_000;
/// Without a frame for this long, a ping asks whether the socket is alive.
pub const QUIET_MS: u64 = 30_000;
/// Without a step for this long, the page was frozen, and the socket is asked at once.
pub const FROZEN_MS: u64 = 15_000;
/// A ping, an opening or a subscription that nothing answers for this long means that the socket is dead.
pub const ANSWER_WITHIN_MS: u64 = 5_000;
/// A token is renewed this long before it expires.
pub const RENEW_BEFORE_MS: u64 = 60_000;
/// A request of the driver that failed is made again after this long.
pub const AGAIN_MS: u64 = 3_000;
/// The first pause between two attempts of the socket; each is twice as long as the one before.
pub const FIRST_PAUSE_MS: u64 = 500;
/// The longest pause between two attempts of the socket.
pub const LONGEST_PAUSE_MS: u64 = 30_000;

/// What came in.
#[derive(Debug)]
pub enum Input {
    /// Begin.
    Start,
    /// An access token, the first one or a renewed one.
    Token {
        token: String,
        /// How long it is good for.
        expires_in_ms: u64,
    },
    /// The socket is open.
    Opened,
    /// A text frame.
    Frame(String),
    /// The socket is closed, or could not be opened; 1006 where no code was told.
    Closed(u16),
    /// The timer rang.
    Tick,
    /// The browser says that there is a network.
    Online,
    /// The browser says that there is none.
    Offline,
    /// A request got no answer: is the socket alive?
    Doubt,
    /// The page can be seen again.
    Visible,
    /// The person wants the socket now.
    Reconnect,
    /// Polling was answered.
    Polled(PollAnswer),
    /// The snapshot is in the store.
    SnapshotLoaded,
    /// It could not be loaded; it will be asked for again.
    SnapshotFailed,
    /// The store met a gap.
    Gap(crate::Gap),
    /// To be sent if the socket is live: typing, viewing.
    Say(ClientFrame),
}

/// How a poll ended.
#[derive(Debug)]
pub enum PollAnswer {
    /// The page.
    Page(Events),
    /// No answer, or one that says "later".
    Failed,
    /// 401: the token is no longer good.
    Unauthenticated,
    /// 403 or 404: not, or no longer, a member.
    Denied,
}

/// What to do.
#[derive(Debug)]
pub enum Output {
    /// Open the socket; a former one, if any, is to be closed and its inputs ignored.
    Connect,
    /// Close the socket and ignore what still comes from it.
    Disconnect,
    /// Send this text frame.
    Send(String),
    /// `GET …/events?epoch=&after=`, answered by `Polled`.
    Poll {
        /// The stream's life.
        epoch: Epoch,
        /// The position.
        after: i64,
    },
    /// `GET …/snapshot` into the store (`new` or `reload`), answered by `SnapshotLoaded`.
    LoadSnapshot,
    /// Renew the access token, answered by `Token`.
    RenewToken,
    /// Call with `Tick` at this time; it replaces the one before.
    SetTimer(u64),
    /// To [`Store::apply_frame`](crate::Store::apply_frame); a gap comes back as `Gap`.
    Event(Frame),
    /// To [`Store::checkpoint`](crate::Store::checkpoint).
    Checkpoint(i64),
    /// To [`Store::reload_rooms`](crate::Store::reload_rooms).
    Reload(Vec<Room>),
    /// To [`Store::apply_events`](crate::Store::apply_events); a gap comes back as `Gap`.
    Events(Events),
    /// The badge shows this now.
    Badge(Badge),
    /// The person's own things are at this revision; whoever is behind asks `GET /me/changes`.
    Me {
        /// The revision.
        rev: i64,
        /// What changed; absent on connecting.
        what: Option<MeWhat>,
    },
    /// Who is here.
    Presence {
        /// Whether these are all, or what changed.
        full: bool,
        /// The people.
        users: Vec<Presence>,
    },
    /// Who types now, until the next of the same task.
    Typing {
        /// The board that the task is said to be on. To be shown only where it is.
        board_id: BoardId,
        /// In this task's composer.
        task_id: TaskId,
        /// Who; oneself may be among them.
        user_ids: Vec<UserId>,
    },
    /// The server is of another build than this page.
    NewBuild(String),
    /// Not, or no longer, a member. The machine has stopped.
    Denied,
}

/// What surrounds a step.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Milliseconds of a steady clock that never runs backwards.
    pub now: u64,
    /// From 0 to 1, for the jitter of the back-off.
    pub random: f64,
    /// The store's cursor; absent while there is no store.
    pub cursor: Option<Cursor>,
}

/// The state machine.
#[derive(Debug)]
pub struct Sync {
    workspace_id: WorkspaceId,
    build: String,
    link: Link,
    display: Display,
    token: Option<Token>,
    /// When the token was asked for last, where no answer came yet.
    renewing: Option<u64>,
    snapshot: Snapshot,
    poll: Poll,
    /// Attempts of the socket since it was live last.
    attempts: u32,
    /// When the last step was.
    last_step: u64,
    /// When anything came from the server last.
    last_heard: u64,
    /// When the browser said that there is no network; what is heard later says otherwise.
    cut: Option<u64>,
    pings: u64,
    stopped: bool,
    timer: Option<u64>,
}

#[derive(Debug)]
struct Token {
    text: String,
    renew_at: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Snapshot {
    /// To be asked for, not before this time.
    Wanted(u64),
    Loading,
    Loaded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Poll {
    /// The next one, not before this time.
    At(u64),
    Asked(u64),
}
