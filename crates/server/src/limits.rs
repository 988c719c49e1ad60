//! Rate limits, kept in memory: a token bucket for each rule and whom it counts.
//!
//! A request takes from all its buckets or, where one of them is empty, from none: a refusal costs nothing, neither whoever is
//! refused nor those who share a bucket with them.

mod attempt;
mod buckets;

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tutti_types::limits::{PERSON_A_MINUTE, PERSON_AT_ONCE};

use crate::ApiError;
pub use attempt::Attempt;
use buckets::{Buckets, Rate};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    /// Requests of one person: [`PERSON_AT_ONCE`], then [`PERSON_A_MINUTE`].
    User,
    /// Attempts of people nobody vouches for from one address: 60 a minute, 60 at once.
    Anonymous,
    /// New accounts without an invitation from one address: 5 in 10 s.
    SignUp,
    /// Attempts at one account from one address: 3 in 10 s.
    SignIn,
    /// Uses of one link: 10 at once, one a second.
    OneTimeLink,
    /// Refreshes and sign-outs from one address, behind which a whole office may stand: 600 a minute, 200 at once.
    Renewal,
}

impl Rule {
    /// Its name in the answer that refuses.
    const fn name(self) -> &'static str {
        match self {
            Self::User => "person",
            Self::Anonymous => "anonymous",
            Self::SignUp => "sign-up",
            Self::SignIn => "sign-in",
            Self::OneTimeLink => "link",
            Self::Renewal => "renewal",
        }
    }

    /// How many at once, and how many a second after that.
    fn rate(self) -> (f64, f64) {
        let person = (f64::from(PERSON_AT_ONCE), f64::from(PERSON_A_MINUTE) / 60.0);
        match self {
            Self::User => person,
            Self::Renewal => (200.0, 10.0),
            Self::Anonymous => (60.0, 1.0),
            Self::SignUp => (5.0, 0.5),
            Self::SignIn => (3.0, 0.3),
            Self::OneTimeLink => (10.0, 1.0),
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

/// The buckets of every rule. Each rule has its own, so that a flood of strangers takes no room from people who are known.
pub struct Limits {
    factor: Option<f64>,
    most: usize,
    rules: Mutex<HashMap<Rule, Buckets>>,
    hasher: RandomState,
}

/// So many buckets a rule has, some 6 MB.
const MOST: usize = 100_000;
/// A whole one, but for what adding up fractions costs.
const ONE: f64 = 1.0 - 1e-6;

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
    fn key(&self, whom: impl Hash) -> u128 {
        u128::from(self.hasher.hash_one(whom))
    }

    fn rate(&self, rule: Rule) -> Option<Rate> {
        let factor = self.factor?;
        let (burst, a_second) = rule.rate();
        Some(Rate {
            burst: (burst * factor).max(1.0),
            a_second: a_second * factor,
        })
    }

    fn rules(&self) -> MutexGuard<'_, HashMap<Rule, Buckets>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one from each bucket, or none from any.
    ///
    /// # Errors
    /// `rate_limited`, with the seconds until there is one in each again.
    fn take(&self, from: &[(Rule, u128)]) -> Result<(), ApiError> {
        self.take_at(from, Instant::now())
            .map_err(ApiError::rate_limited)
    }

    fn take_at(&self, from: &[(Rule, u128)], now: Instant) -> Result<(), Exceeded> {
        let mut rules = self.rules();
        let mut longest: Option<Exceeded> = None;
        for (rule, whom) in from {
            let Some(rate) = self.rate(*rule) else {
                return Ok(());
            };
            let buckets = rules
                .entry(*rule)
                .or_insert_with(|| Buckets::new(self.most));
            let left = buckets.left(*whom, rate, now);
            if left >= ONE {
                continue;
            }
            let exceeded = Exceeded {
                rule: *rule,
                quota: rate.burst as u32,
                window_s: rate.seconds_until(rate.burst, 0.0),
                retry_after_s: rate.seconds_until(ONE, left),
            };
            if longest.is_none_or(|longest| longest.retry_after_s < exceeded.retry_after_s) {
                longest = Some(exceeded);
            }
        }
        if let Some(exceeded) = longest {
            return Err(exceeded);
        }
        for (rule, whom) in from {
            self.change(&mut rules, *rule, *whom, -1.0, now);
        }
        Ok(())
    }

    /// Gives back what was taken.
    fn give_back(&self, rule: Rule, whom: u128) {
        self.give_back_at(rule, whom, Instant::now());
    }

    fn give_back_at(&self, rule: Rule, whom: u128, now: Instant) {
        self.change(&mut self.rules(), rule, whom, 1.0, now);
    }

    fn change(
        &self,
        rules: &mut HashMap<Rule, Buckets>,
        rule: Rule,
        whom: u128,
        change: f64,
        now: Instant,
    ) {
        if let Some((rate, buckets)) = self.rate(rule).zip(rules.get_mut(&rule)) {
            buckets.change(whom, change, rate, now);
        }
    }
}

#[cfg(test)]
mod tests;
