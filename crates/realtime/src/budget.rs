//! How many frames a client may send.

use std::time::Duration;

/// Frames a second a socket may send for long.
pub const FRAMES_PER_SECOND: u32 = 20;
/// Frames it may send at once after a pause.
pub const BURST: u32 = 40;

/// A thousandth of a frame, so that a pause of a millisecond counts.
const FRAME: u64 = 1_000;

/// A token bucket. Time is what has passed since any fixed moment, such as the start of the node.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    rate: u32,
    burst: u32,
    tokens: u64,
    filled: Duration,
}

impl Budget {
    /// A full bucket of `burst` frames which `rate` frames a second refill.
    #[must_use]
    pub const fn new(rate: u32, burst: u32, now: Duration) -> Self {
        Self {
            rate,
            burst,
            tokens: burst as u64 * FRAME,
            filled: now,
        }
    }

    /// The bucket of a client's socket.
    #[must_use]
    pub const fn of_socket(now: Duration) -> Self {
        Self::new(FRAMES_PER_SECOND, BURST, now)
    }

    /// Takes one frame; `false` where none is left, on which the socket is closed with 4429. A clock that goes
    /// backwards refills nothing.
    pub fn take(&mut self, now: Duration) -> bool {
        let passed = now.saturating_sub(self.filled).as_millis();
        if passed > 0 {
            let gained = u64::try_from(passed)
                .unwrap_or(u64::MAX)
                .saturating_mul(u64::from(self.rate));
            self.tokens = self
                .tokens
                .saturating_add(gained)
                .min(u64::from(self.burst) * FRAME);
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
        let mut budget = Budget::of_socket(ms(0));
        assert!((0..40).all(|_| budget.take(ms(0))));
        assert!(!budget.take(ms(0)));
        assert!(!budget.take(ms(49)));
        assert!(budget.take(ms(50)));
        assert!(!budget.take(ms(50)));
        let taken = (0..10_000).filter(|t| budget.take(ms(50 + t))).count();
        assert_eq!(taken, 199);
    }

    #[test]
    fn a_long_pause_gives_no_more_than_the_burst() {
        let mut budget = Budget::new(1, 3, ms(0));
        assert_eq!((0..10).filter(|_| budget.take(ms(60_000))).count(), 3);
        assert!(!budget.take(ms(0)), "an earlier time refills nothing");
    }
}
