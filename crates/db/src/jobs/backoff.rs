//! When a job that failed is tried again.

use std::time::Duration;

/// So often a job is begun before it is dead.
pub const ATTEMPTS: i32 = 10;
/// The pause after the first failure, at most.
const FIRST: Duration = Duration::from_secs(2);
/// The pause after any, at most.
const LONGEST: Duration = Duration::from_secs(600);

/// How long a job waits after so many attempts. It doubles from 2 s to 10 min; `chance` (0 to 1) takes up to half of it, so that
/// what failed together does not come back together.
#[must_use]
pub fn pause(attempts: i32, chance: f64) -> Duration {
    let doubled = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0);
    let whole = 2_u32
        .checked_pow(doubled)
        .and_then(|factor| FIRST.checked_mul(factor))
        .map_or(LONGEST, |pause| pause.min(LONGEST));
    whole.mul_f64(1.0 - chance.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_ten_minutes() {
        let pauses: Vec<u64> = (1..=ATTEMPTS + 1)
            .map(|attempts| pause(attempts, 0.0).as_secs())
            .collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
        for attempts in [i32::MIN, -1, 0] {
            assert_eq!(pause(attempts, 0.0), FIRST);
        }
        assert_eq!(pause(i32::MAX, 0.0), LONGEST);
    }

    #[test]
    fn chance_takes_no_more_than_half_of_it() {
        for attempts in 1..=ATTEMPTS {
            let whole = pause(attempts, 0.0);
            assert_eq!(pause(attempts, 1.0), whole / 2);
            assert_eq!(pause(attempts, 0.5), whole * 3 / 4);
            for beyond in [2.0, f64::INFINITY] {
                assert_eq!(pause(attempts, beyond), whole / 2);
            }
        }
    }
}
