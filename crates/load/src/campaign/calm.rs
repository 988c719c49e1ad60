//! What a storm left behind.

use super::follower::Seen;
use super::writer::Log;

/// What the writers and the followers of a storm noted.
pub struct Calm {
    /// The writers' logs, each with the number of its workspace.
    pub logs: Vec<(usize, Log)>,
    /// The same of the followers.
    pub seen: Vec<(usize, Seen)>,
}
