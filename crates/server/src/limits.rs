//! Rate limits, kept in memory: a token bucket for each rule and whom it counts.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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

/// How many at once, and how many a second after that.
#[derive(Clone, Copy)]
struct Rate {
    burst: f64,
    a_second: f64,
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
#[derive(Default)]
struct Buckets {
    of: HashMap<u128, Bucket>,
    /// Shared by all who have none of their own because there are too many.
    others: Option<Bucket>,
    swept: Option<Instant>,
}

impl Buckets {
    /// The bucket of somebody. Where there are as many as there may be, those that are full again are forgotten, which changes
    /// nothing for whom they counted; where that makes no room, newcomers share one. Forgetting others would give whoever comes
    /// from many addresses a full bucket each time.
    fn of(&mut self, whom: u128, rate: Rate, most: usize, now: Instant) -> &mut Bucket {
        let full = Bucket::full(rate, now);
        if self.of.len() < most || self.of.contains_key(&whom) {
            return self.of.entry(whom).or_insert(full);
        }
        self.sweep(rate, now);
        if self.of.len() < most {
            return self.of.entry(whom).or_insert(full);
        }
        self.others.get_or_insert(full)
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
}

/// The buckets of every rule. Each rule has its own, so that a flood of strangers takes no room from people who are known.
pub struct Limits {
    factor: Option<f64>,
    most: usize,
    rules: Mutex<HashMap<Rule, Buckets>>,
    hasher: RandomState,
}

/// So many buckets a rule has, some 6 MB.
const MOST: usize = 100_000;

impl Limits {
    /// Limits times `factor`; `None`: no limits.
    #[must_use]
    pub fn new(factor: Option<f64>) -> Self {
        Self {
            factor,
            most: MOST,
            rules: Mutex::default(),
            hasher: RandomState::new(),
        }
    }

    /// Whether anything is limited at all.
    #[must_use]
    pub const fn are_on(&self) -> bool {
        self.factor.is_some()
    }

    /// A key for whoever has no number of their own, such as an address.
    #[must_use]
    pub fn key(&self, whom: impl Hash) -> u128 {
        u128::from(self.hasher.hash_one(whom))
    }

    /// Takes one.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until there is one again.
    pub fn take(&self, rule: Rule, whom: u128) -> Result<(), ApiError> {
        self.take_at(rule, whom, Instant::now())
            .map_err(ApiError::rate_limited)
    }

    fn take_at(&self, rule: Rule, whom: u128, now: Instant) -> Result<(), Exceeded> {
        let Some(factor) = self.factor else {
            return Ok(());
        };
        let (burst, a_second) = rule.rate();
        let rate = Rate {
            burst: (burst * factor).max(1.0),
            a_second: a_second * factor,
        };
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let buckets = rules.entry(rule).or_default();
        let bucket = buckets.of(whom, rate, self.most, now);
        let left = bucket.fill(rate, now);
        if left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        // An operator may slow a limit down to years; a client is told of an hour.
        let seconds = |time: f64| time.ceil().min(3_600.0) as u32;
        Err(Exceeded {
            rule,
            quota: rate.burst as u32,
            window_s: seconds(rate.burst / rate.a_second),
            retry_after_s: seconds((1.0 - left) / rate.a_second),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn let_through(limits: &Limits, times: u32, whom: u128, at: Instant) -> usize {
        (0..times)
            .filter(|_| limits.take_at(Rule::SignIn, whom, at).is_ok())
            .count()
    }

    #[test]
    fn a_burst_is_allowed_and_no_more() {
        let (limits, now) = (Limits::new(Some(1.0)), Instant::now());
        assert_eq!(let_through(&limits, 10, 1, now), 3);
        assert_eq!(let_through(&limits, 1, 2, now), 1, "somebody else");
        // Three in ten seconds come back.
        let later = now + Duration::from_secs(7);
        assert_eq!(let_through(&limits, 10, 1, later), 2);
        assert_eq!(let_through(&Limits::new(None), 1_000, 1, now), 1_000);
    }

    #[test]
    fn there_are_so_many_buckets_and_who_comes_later_shares_one() {
        let mut limits = Limits::new(Some(1.0));
        limits.most = 10;
        let now = Instant::now();
        for whom in 0..10 {
            assert_eq!(let_through(&limits, 3, whom, now), 3);
        }
        let newcomers: usize = (10..1_000)
            .map(|whom| let_through(&limits, 3, whom, now))
            .sum();
        assert_eq!(newcomers, 3, "all of them together");
        assert_eq!(let_through(&limits, 3, 5, now), 0, "nobody was forgotten");
        // Another rule is not touched.
        assert!(limits.take_at(Rule::Person, 10, now).is_ok());
        // Once the old ones are full again, there is room.
        let later = now + Duration::from_secs(60);
        assert_eq!(let_through(&limits, 3, 2_000, later), 3);
        assert_eq!(let_through(&limits, 3, 2_001, later), 3);
        let rules = limits.rules.lock().unwrap();
        assert!(rules.values().all(|buckets| buckets.of.len() <= 10));
    }
}
