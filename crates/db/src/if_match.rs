//! The condition under which a change is made.

use serde::Serialize;

use crate::error::{Error, Result};

/// The versions that a thing may have for a change to be made (`If-Match`, RFC 9110 section 13.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IfMatch {
    /// Whichever it has.
    #[default]
    Any,
    /// One of these; none where the client named only what was never a version.
    OneOf(Vec<i64>),
}

impl IfMatch {
    /// Refuses a change of a thing that has another version, with the thing as it is.
    ///
    /// # Errors
    /// `version_conflict`.
    pub(crate) fn require<T: Serialize>(
        &self,
        version: i64,
        current: impl FnOnce() -> T,
    ) -> Result<()> {
        match self {
            Self::OneOf(versions) if !versions.contains(&version) => {
                Err(Error::conflict(&current()))
            }
            _ => Ok(()),
        }
    }
}
