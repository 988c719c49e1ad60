//! Tells this node's worker of jobs that a commit added.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{Committed, Publish};

/// Passes commits on, and wakes whoever waits for jobs.
pub(super) struct Waking {
    publish: Arc<dyn Publish>,
    enqueued: Arc<Notify>,
}

impl Waking {
    pub(super) fn new(publish: Arc<dyn Publish>, enqueued: Arc<Notify>) -> Self {
        Self { publish, enqueued }
    }
}

impl Publish for Waking {
    fn committed(&self, committed: Committed) {
        if committed.enqueued {
            // Kept for a worker that is busy at this moment.
            self.enqueued.notify_one();
        }
        self.publish.committed(committed);
    }
}
