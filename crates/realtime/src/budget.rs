//! How many frames a client may send, by token buckets.

use std::time::Duration;

/// A thousandth of a frame, so that a pause of a millisecond counts.
const FRAME: u64 = 1_000;

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Frames a second for long.
    pub a_second: u32,
    /// Frames at once after a pause.
    pub at_once: u32,
}

impl Rate {
    /// A full bucket.
    #[must_use]
    pub const fn full(self, now: Duration) -> Budget {
        Budget {
            tokens: self.at_once as u64 * FRAME,
            filled: now,
        }
    }
}

/// A token bucket. Time is what has passed since any fixed moment, such as the start of the node. Its [`Rate`] is a constant that
/// all sockets share, so it is passed in and not held.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    tokens: u64,
    filled: Duration,
}

impl Budget {
    /// Takes one frame; `false` where none is left. A clock that goes backwards refills nothing.
    pub fn take(&mut self, rate: Rate, now: Duration) -> bool {
        let passed = now.saturating_sub(self.filled).as_millis();
        if passed > 0 {
            let gained = u64::try_from(passed)
                .unwrap_or(u64::MAX)
                .saturating_mul(u64::from(rate.a_second));
            self.tokens = self
                .tokens
                .saturating_add(gained)
                .min(u64::from(rate.at_once) * FRAME);
            self.filled = now;
        }
        let Some(left) = self.tokens.checked_sub(FRAME) else {
            return false;
        };
        self.tokens = left;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_burst_and_then_the_rate() {
        let rate = Rate {
            a_second: 20,
            at_once: 40,
        };
        let mut budget = rate.full(ms(0));
        assert!((0..40).all(|_| budget.take(rate, ms(0))));
        assert!(!budget.take(rate, ms(0)));
        assert!(!budget.take(rate, ms(49)));
        assert!(budget.take(rate, ms(50)));
        assert!(!budget.take(rate, ms(50)));
        let taken = (0..10_000)
            .filter(|t| budget.take(rate, ms(50 + t)))
            .count();
        assert_eq!(taken, 199);
    }

    #[test]
    fn a_long_pause_gives_no_more_than_the_burst() {
        let rate = Rate {
            a_second: 1,
            at_once: 3,
        };
        let mut budget = rate.full(ms(0));
        assert_eq!((0..10).filter(|_| budget.take(rate, ms(60_000))).count(), 3);
        assert!(!budget.take(rate, ms(0)), "an earlier time refills nothing");
    }
}
