//! What the feed tells of a change.

use tutti_types::activity::{Change, Subject};
use tutti_types::rooms::Room;

/// The activity entry that goes with an event.
#[derive(Clone, Debug)]
pub struct ActivityEntry {
    /// What it happened to.
    pub subject: Subject,
    /// Where it happened; absent for what happened to the workspace as a whole and its people.
    pub room: Option<Room>,
    pub changes: Vec<Change>,
}
