//! Token buckets: each fills by the second up to what may be taken at once.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How many at once, and how many a second after that.
#[derive(Clone, Copy)]
pub(super) struct Rate {
    pub(super) burst: f64,
    pub(super) a_second: f64,
}

impl Rate {
    /// Seconds until so many are there of what is left.
    pub(super) fn seconds_until(self, wanted: f64, left: f64) -> u32 {
        // Rounded up, so that whoever waits for them finds what they were told.
        ((wanted - left) / self.a_second).ceil() as u32
    }
}

struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    /// One that nobody took from yet.
    const fn full(rate: Rate, at: Instant) -> Self {
        Self {
            left: rate.burst,
            at,
        }
    }

    /// What is in it by now.
    fn fill(&mut self, rate: Rate, now: Instant) -> f64 {
        let waited = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + waited * rate.a_second).min(rate.burst);
        self.at = now;
        self.left
    }
}

/// The buckets of one rule.
pub(super) struct Buckets {
    of: HashMap<u128, Bucket>,
    most: usize,
    /// Shared by all who have none of their own because there are too many.
    others: Option<Bucket>,
    swept: Option<Instant>,
}

impl Buckets {
    pub(super) fn new(most: usize) -> Self {
        Self {
            of: HashMap::new(),
            most,
            others: None,
            swept: None,
        }
    }

    /// What is left for somebody. Nobody gets a bucket by being looked at.
    pub(super) fn left(&mut self, whom: u128, rate: Rate, now: Instant) -> f64 {
        if let Some(bucket) = self.of.get_mut(&whom) {
            return bucket.fill(rate, now);
        }
        if self.has_room(rate, now) {
            return rate.burst;
        }
        self.others
            .as_mut()
            .map_or(rate.burst, |bucket| bucket.fill(rate, now))
    }

    /// Takes one, or gives one back where `change` is above nought.
    pub(super) fn change(&mut self, whom: u128, change: f64, rate: Rate, now: Instant) {
        let full = Bucket::full(rate, now);
        let bucket = if self.of.contains_key(&whom) || self.has_room(rate, now) {
            self.of.entry(whom).or_insert(full)
        } else {
            self.others.get_or_insert(full)
        };
        bucket.left = (bucket.fill(rate, now) + change).min(rate.burst);
    }

    /// Whether somebody more can have a bucket. Where there are as many as there may be, those that are full again are forgotten,
    /// which changes nothing for whom they counted; where that makes no room, newcomers share one. Forgetting others would give
    /// whoever comes from many addresses a full bucket each time.
    fn has_room(&mut self, rate: Rate, now: Instant) -> bool {
        if self.of.len() >= self.most {
            self.sweep(rate, now);
        }
        self.of.len() < self.most
    }

    /// Forgets those that are full, at most once a second: it looks at each.
    fn sweep(&mut self, rate: Rate, now: Instant) {
        let lately = |at: Instant| now.saturating_duration_since(at) < Duration::from_secs(1);
        if self.swept.is_some_and(lately) {
            return;
        }
        self.swept = Some(now);
        self.of
            .retain(|_, bucket| bucket.fill(rate, now) < rate.burst);
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.of.len()
    }
}
