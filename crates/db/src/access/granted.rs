//! The types of proofs. Models take them, and only the module around this makes them.

use std::ops::Deref;

use crate::gate::Grantee;

/// The proof that somebody may change a subject. The subject is locked until the transaction ends.
#[derive(Debug)]
pub struct Granted<S> {
    pub(super) grantee: Grantee,
    pub(super) subject: S,
}

impl<S> Granted<S> {
    /// Who may.
    #[must_use]
    pub const fn grantee(&self) -> &Grantee {
        &self.grantee
    }
    /// The subject, once the proof is no longer needed.
    pub fn into_subject(self) -> S {
        self.subject
    }
}

impl<S> Deref for Granted<S> {
    type Target = S;
    fn deref(&self) -> &S {
        &self.subject
    }
}

/// The subject of what is done to a workspace as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Whole;

/// A subject that is in the trash: of a type of its own, so that no proof about it serves to change what is living.
#[derive(Clone, Debug)]
pub struct Trashed<S>(pub(super) S);

impl<S> Deref for Trashed<S> {
    type Target = S;
    fn deref(&self) -> &S {
        &self.0
    }
}
