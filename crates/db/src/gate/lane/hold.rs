//! For how long lanes are held: a transaction in a lane keeps all others of its workspace waiting.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets, in milliseconds. A transaction is meant to end within 100.
pub const BOUNDS_MS: [u64; 9] = [1, 2, 5, 10, 25, 50, 100, 250, 1_000];

/// How many transactions held a lane for how long.
#[derive(Debug, Default)]
pub(in crate::gate) struct Holds {
    /// Up to each bound and no longer than the one before; the last one is for what took longer than all.
    counts: [AtomicU64; BOUNDS_MS.len() + 1],
    micros: AtomicU64,
}

/// The same at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How many took no longer than each of [`BOUNDS_MS`].
    pub within: [u64; BOUNDS_MS.len()],
    /// How many there were.
    pub count: u64,
    /// What they took together, in microseconds.
    pub micros: u64,
}

impl Holds {
    pub(in crate::gate) fn note(&self, took: Duration) {
        let bucket = BOUNDS_MS.partition_point(|bound| Duration::from_millis(*bound) < took);
        if let Some(count) = self.counts.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    pub(in crate::gate) fn read(&self) -> Held {
        let mut within = [0; BOUNDS_MS.len()];
        let mut count = 0;
        for (n, bucket) in self.counts.iter().enumerate() {
            count += bucket.load(Ordering::Relaxed);
            if let Some(within) = within.get_mut(n) {
                *within = count;
            }
        }
        Held {
            within,
            count,
            micros: self.micros.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_what_is_within_it() {
        let holds = Holds::default();
        for micros in [0, 1_000, 1_001, 100_000, 100_001, 9_000_000] {
            holds.note(Duration::from_micros(micros));
        }
        let held = holds.read();
        assert_eq!(held.within, [2, 3, 3, 3, 3, 3, 4, 5, 5]);
        assert_eq!((held.count, held.micros), (6, 9_202_002));
    }
}
