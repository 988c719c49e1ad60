//! Passwords: argon2id on threads of its own, fewer than there are cores and of low priority, so that a flood of sign-ins
//! leaves the machine to the rest.

mod threads;

use std::borrow::Cow;

use argon2::password_hash::SaltString;
use argon2::password_hash::rand_core::OsRng;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use icu_normalizer::ComposingNormalizerBorrowed;

use tutti_db::gate::patience::deadline;

use crate::ApiError;
use threads::Threads;

/// Checked in place of a person who does not exist, so that both take as long. Its output is 32 zero bytes, which no known
/// password gives; what the check finds is not looked at anyway.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What checking a password found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether it is the right one.
    pub right: bool,
    /// A new hash to keep, where the old one was made with weaker parameters.
    pub rehashed: Option<String>,
}

/// Hashes and checks passwords, as many at a time as there are cores but one, and at least one.
pub struct Passwords {
    threads: Threads,
}

/// 19 MiB, two passes, one lane: the least that OWASP recommends for argon2id.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A password as it is hashed: keyboards and systems send an accented letter as one character or as two (RFC 8265 section 4.2).
fn prepared(password: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(password)
}

fn hash(password: &str) -> Result<String, ApiError> {
    let salt = SaltString::generate(&mut OsRng);
    argon2()
        .hash_password(prepared(password).as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| ApiError::unavailable())
}

fn check(password: &str, kept: &str) -> Checked {
    let Ok(parsed) = PasswordHash::new(kept) else {
        return Checked {
            right: false,
            rehashed: None,
        };
    };
    let right = argon2()
        .verify_password(prepared(password).as_bytes(), &parsed)
        .is_ok();
    let weaker = Params::try_from(&parsed).is_ok_and(|p| p.m_cost() < 19_456 || p.t_cost() < 2);
    let rehashed = if right && weaker {
        hash(password).ok()
    } else {
        None
    };
    Checked { right, rehashed }
}

impl Passwords {
    /// Starts the threads.
    ///
    /// # Errors
    /// Where the system gives none.
    pub fn new() -> std::io::Result<Self> {
        let threads = Threads::start()?;
        Ok(Self { threads })
    }

    /// The hash to keep of a new password.
    ///
    /// # Errors
    /// `unavailable` where all threads are busy until the request's deadline.
    pub async fn hash(&self, password: String) -> Result<String, ApiError> {
        self.threads
            .run(deadline(), move || hash(&password))
            .await?
    }

    /// Checks a password against the hash kept of it; `None` for a person who does not exist, which takes as long.
    ///
    /// # Errors
    /// `unavailable` where all threads are busy until the request's deadline.
    pub async fn check(&self, password: String, kept: Option<String>) -> Result<Checked, ApiError> {
        let work = move || match kept {
            Some(kept) => check(&password, &kept),
            None => {
                check(&password, NOBODY);
                Checked {
                    right: false,
                    rehashed: None,
                }
            }
        };
        self.threads.run(deadline(), work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_opens_what_the_other_locked() {
        let kept = hash("p\u{e4}ssw\u{f6}rter-2026").unwrap();
        assert!(check("pa\u{308}sswo\u{308}rter-2026", &kept).right);
        assert!(!check("passworter-2026", &kept).right);
    }

    /// Were it not one, checking a person who does not exist would take no time, and tell that they do not.
    #[test]
    fn nobody_has_a_hash_that_costs_as_much() -> Result<(), argon2::password_hash::Error> {
        let nobody = PasswordHash::new(NOBODY)?;
        let params = Params::try_from(&nobody)?;
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (19_456, 2, 1)
        );
        assert!(nobody.hash.is_some_and(|output| output.len() == 32));
        assert!(nobody.salt.is_some());
        Ok(())
    }
}
