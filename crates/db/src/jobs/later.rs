//! A job before it is added.

use tutti_types::{Timestamp, WorkspaceId};

/// A job that is to be added.
#[derive(Clone, Debug)]
pub struct Later {
    pub(crate) kind: &'static str,
    pub(crate) key: Option<String>,
    pub(crate) workspace: Option<WorkspaceId>,
    pub(crate) payload: String,
    pub(crate) run_at: Option<Timestamp>,
}

impl Later {
    /// Not before this moment, by the database's clock.
    #[must_use]
    pub const fn at(mut self, run_at: Timestamp) -> Self {
        self.run_at = Some(run_at);
        self
    }

    /// Once at a time: while a job with this key (at most 200 bytes) waits for its first attempt, no other is added. One that was begun may
    /// not see the change that wants this one, so this one waits until that has ended; where that is dead, until the operator had it
    /// tried again or dropped it.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}
