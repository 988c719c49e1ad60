//! What became of the jobs of this node.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;
use tutti_db::jobs::Kind;

/// How often for each kind of job.
type Counts = Family<[(&'static str, &'static str); 1], Counter>;

/// Counts since the start.
#[derive(Debug)]
pub struct Tally {
    kinds: &'static [Kind],
    done: Counts,
    failed: Counts,
}

impl Tally {
    /// One of these kinds. Each is told from the beginning: a figure that comes later cannot be compared with its past.
    #[must_use]
    pub fn new(kinds: &'static [Kind]) -> Self {
        let tally = Self {
            kinds,
            done: Counts::default(),
            failed: Counts::default(),
        };
        for kind in tally.kinds() {
            drop(tally.done.get_or_create(&of(kind)));
            drop(tally.failed.get_or_create(&of(kind)));
        }
        tally
    }

    /// The names of the kinds that are counted.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.iter().map(Kind::name)
    }

    /// A job, or a slice of one, was done.
    pub fn done(&self, kind: &str) {
        self.count(&self.done, kind);
    }

    /// An attempt failed.
    pub fn failed(&self, kind: &str) {
        self.count(&self.failed, kind);
    }

    /// Has the figures told.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "jobs_done",
            "Jobs and slices of jobs that this node did",
            self.done.clone(),
        );
        registry.register(
            "jobs_failed",
            "Attempts at a job that failed on this node",
            self.failed.clone(),
        );
    }

    fn count(&self, counts: &Counts, kind: &str) {
        if let Some(kind) = self.kinds().find(|known| *known == kind) {
            counts.get_or_create(&of(kind)).inc();
        }
    }
}

fn of(kind: &'static str) -> [(&'static str, &'static str); 1] {
    [("kind", kind)]
}
