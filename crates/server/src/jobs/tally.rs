//! What became of the jobs of this node.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use tutti_db::jobs::Kind;

/// Counts, for each kind, since the start.
#[derive(Debug)]
pub struct Tally(BTreeMap<&'static str, Ends>);

#[derive(Debug, Default)]
struct Ends {
    done: AtomicU64,
    failed: AtomicU64,
}

impl Tally {
    /// One of these kinds.
    #[must_use]
    pub fn new(kinds: &[Kind]) -> Self {
        let kinds = kinds.iter().map(|kind| (kind.name(), Ends::default()));
        Self(kinds.collect())
    }

    /// A job, or a slice of one, was done.
    pub fn done(&self, kind: &str) {
        if let Some(ends) = self.0.get(kind) {
            ends.done.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// An attempt failed.
    pub fn failed(&self, kind: &str) {
        if let Some(ends) = self.0.get(kind) {
            ends.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Each kind, how often it was done and how often it failed.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64, u64)> {
        self.0.iter().map(|(kind, ends)| {
            let [done, failed] =
                [&ends.done, &ends.failed].map(|count| count.load(Ordering::Relaxed));
            (*kind, done, failed)
        })
    }
}
