//! What is followed, and what it is told.

use std::rc::Rc;

use tutti_state::{Badge, Cursor, Frame, Gap};
use tutti_types::events::Events;
use tutti_types::realtime::Presence;
use tutti_types::rooms::Room;
use tutti_types::snapshot::Snapshot;

use super::Link;

/// A workspace whose stream is followed: it has the state that the stream tells of, and shows it.
pub trait Followed: Copy + 'static {
    /// Its connection; none once its page is gone.
    fn link(self) -> Option<Rc<Link>>;
    /// How far it has heard.
    fn cursor(self) -> Option<Cursor>;
    /// Takes in what is told, in order.
    ///
    /// # Errors
    /// What it has missed before an event.
    fn hear(self, told: Told) -> Result<(), Gap>;
}

/// What the stream tells.
pub enum Told {
    /// An event.
    Event(Frame),
    /// What happened since its cursor.
    Events(Events),
    /// What is in these rooms may have changed without an event.
    Rooms(Vec<Room>),
    /// The whole state anew.
    Snapshot(Box<Snapshot>),
    /// Nothing that concerns it happened up to here.
    Checkpoint(i64),
    /// The server was heard.
    Heard,
    /// The state of the connection.
    Badge(Badge),
    /// From here on nothing is missed.
    Live,
    /// The person's own things are at this revision.
    Me(i64),
    /// Who is here: all of them, or those of whom it changed.
    Presence { is_full: bool, users: Vec<Presence> },
    /// The server has a newer build of the app.
    NewBuild,
    /// It was deleted, or one is out of it.
    Gone,
}
