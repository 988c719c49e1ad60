//! Rate limits, kept in memory: a token bucket for each rule and whom it counts.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::ApiError;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Requests of one person: 600 a minute, 200 at once.
    Person,
    /// Attempts to sign in and looks at invitations from one address: 60 a minute, 60 at once.
    Anonymous,
    /// New accounts from one address: 5 in 10 s.
    SignUp,
    /// Attempts at one account from one address: 3 in 10 s.
    SignIn,
    /// Refreshes and sign-outs from one address, behind which a whole office may stand: 600 a minute, 200 at once.
    Renewal,
}

impl Rule {
    /// Its name in the answer that refuses.
    const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Anonymous => "anonymous",
            Self::SignUp => "sign-up",
            Self::SignIn => "sign-in",
            Self::Renewal => "renewal",
        }
    }

    /// How many at once, and how many a second after that.
    const fn rate(self) -> (f64, f64) {
        match self {
            Self::Person | Self::Renewal => (200.0, 10.0),
            Self::Anonymous => (60.0, 1.0),
            Self::SignUp => (5.0, 0.5),
            Self::SignIn => (3.0, 0.3),
        }
    }
}

/// A limit that was reached.
#[derive(Clone, Copy, Debug)]
pub struct Exceeded {
    rule: Rule,
    /// How many at once.
    quota: u32,
    /// Seconds until as many are there again.
    window_s: u32,
    /// Seconds until there is one again.
    pub retry_after_s: u32,
}

impl Exceeded {
    /// The fields `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers.
    #[must_use]
    pub fn fields(self) -> [(&'static str, String); 2] {
        let name = self.rule.name();
        [
            (
                "ratelimit-policy",
                format!("\"{name}\";q={};w={}", self.quota, self.window_s),
            ),
            (
                "ratelimit",
                format!("\"{name}\";r=0;t={}", self.retry_after_s),
            ),
        ]
    }
}

struct Bucket {
    left: f64,
    at: Instant,
}

/// The buckets. Bounded: when there are too many, the full ones are forgotten, which changes nothing.
pub struct Limits {
    factor: Option<f64>,
    buckets: Mutex<HashMap<(Rule, u128), Bucket>>,
    hasher: RandomState,
}

/// Buckets are tidied up beyond this many.
const MOST: usize = 100_000;

impl Limits {
    /// Limits times `factor`; `None`: no limits.
    #[must_use]
    pub fn new(factor: Option<f64>) -> Self {
        Self {
            factor,
            buckets: Mutex::default(),
            hasher: RandomState::new(),
        }
    }

    /// Whether anything is limited at all.
    #[must_use]
    pub const fn are_on(&self) -> bool {
        self.factor.is_some()
    }

    /// A key for texts such as addresses.
    #[must_use]
    pub fn key(&self, text: &str) -> u128 {
        u128::from(self.hasher.hash_one(text))
    }

    /// Takes one.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until there is one again.
    pub fn take(&self, rule: Rule, whom: u128) -> Result<(), ApiError> {
        let Some(factor) = self.factor else {
            return Ok(());
        };
        let (burst, rate) = rule.rate();
        let (burst, rate) = ((burst * factor).max(1.0), rate * factor);
        let now = Instant::now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|(rule, _), bucket| {
                let (burst, rate) = rule.rate();
                bucket.left + now.duration_since(bucket.at).as_secs_f64() * rate * factor
                    < burst * factor
            });
        }
        let bucket = buckets.entry((rule, whom)).or_insert(Bucket {
            left: burst,
            at: now,
        });
        bucket.left = (bucket.left + now.duration_since(bucket.at).as_secs_f64() * rate).min(burst);
        bucket.at = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        // An operator may slow a limit down to years; a client is told of an hour.
        let seconds = |time: f64| time.ceil().min(3_600.0) as u32;
        Err(ApiError::rate_limited(Exceeded {
            rule,
            quota: burst as u32,
            window_s: seconds(burst / rate),
            retry_after_s: seconds((1.0 - bucket.left) / rate),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_no_more() {
        let limits = Limits::new(Some(1.0));
        assert_eq!(
            (0..10)
                .filter(|_| limits.take(Rule::SignIn, 1).is_ok())
                .count(),
            3
        );
        assert!(
            limits.take(Rule::SignIn, 2).is_ok(),
            "somebody else is not affected"
        );
        assert!((0..1_000).all(|_| Limits::new(None).take(Rule::SignIn, 1).is_ok()));
    }
}
