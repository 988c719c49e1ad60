//! What is limited, and by what: each kind of request with all the buckets it takes from.
//!
//! Behind one address a whole office may stand. So what concerns one account or one link has a narrower limit than the address,
//! and whoever turns out to belong here does not count among the attempts of their address.

use std::net::IpAddr;

use tutti_types::UserId;

use super::{Limits, Rule};
use crate::ApiError;

/// An attempt of somebody whom nobody knows yet. It stands where nobody vouches for them.
#[must_use]
pub struct Attempt<'a> {
    limits: &'a Limits,
    network: u128,
}

impl Attempt<'_> {
    /// They belong here: the attempt no longer counts among those of their address.
    pub fn vouch(self) {
        self.limits.give_back(Rule::Anonymous, self.network);
    }
}

impl Limits {
    /// Whoever may stand at an address.
    fn network(&self, network: Option<IpAddr>) -> u128 {
        self.key(network)
    }

    /// Signing in to an account.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn sign_in(&self, from: Option<IpAddr>, email: &str) -> Result<Attempt<'_>, ApiError> {
        self.attempt(Rule::SignIn, self.key((from, email)), from)
    }

    /// Using or looking at a link: an invitation's, or one that sets a new password.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn link(&self, from: Option<IpAddr>, token_hash: &[u8]) -> Result<Attempt<'_>, ApiError> {
        self.attempt(Rule::OneTimeLink, self.key(token_hash), from)
    }

    fn attempt(
        &self,
        narrow: Rule,
        whom: u128,
        from: Option<IpAddr>,
    ) -> Result<Attempt<'_>, ApiError> {
        let network = self.network(from);
        self.take(&[(narrow, whom), (Rule::Anonymous, network)])?;
        Ok(Attempt {
            limits: self,
            network,
        })
    }

    /// Making an account without an invitation.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn sign_up(&self, from: Option<IpAddr>) -> Result<(), ApiError> {
        self.take(&[(Rule::SignUp, self.network(from))])
    }

    /// Renewing or ending a session by its cookie.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn renewal(&self, from: Option<IpAddr>) -> Result<(), ApiError> {
        self.take(&[(Rule::Renewal, self.network(from))])
    }

    /// A request of a person.
    ///
    /// # Errors
    /// `rate_limited`.
    pub fn request(&self, person: UserId) -> Result<(), ApiError> {
        self.take(&[(Rule::User, person.0.as_u128())])
    }

    /// A person's guess at their own password, in a request that was counted already: as one whose session is in other hands
    /// might guess.
    ///
    /// # Errors
    /// `rate_limited`; the request counts no longer then.
    pub fn own_password(&self, person: UserId) -> Result<(), ApiError> {
        let whom = person.0.as_u128();
        self.take(&[(Rule::SignIn, whom)])
            .inspect_err(|_| self.give_back(Rule::User, whom))
    }
}
