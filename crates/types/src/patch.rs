//! The three states of a field in a PATCH.

use serde::{Deserialize, Deserializer};

/// Absent keeps, `null` clears, a value sets. Fields of this type need `#[serde(default)]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The field was not sent.
    #[default]
    Keep,
    /// The field was sent as `null`.
    Clear,
    /// The field was sent with a value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field was not sent.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
    /// For Diesel's changesets: outer `None` leaves the column alone, inner `None` writes NULL.
    pub fn into_change(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }
    /// The value that results where the field held `current`.
    pub fn or_keep(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Keep => current,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T> Patch<T> {
    /// What takes this change back where the field held `current`; where it kept the field, so does that.
    #[must_use]
    pub fn back_to<C>(&self, current: Option<C>) -> Patch<C> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear | Self::Set(_) => current.into(),
        }
    }
}

/// The change that makes the field what this is: cleared, where it is nothing.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }
}

/// Reads a field of a PATCH that can be set but not cleared: `null`, which would clear, is refused as any value of a wrong type is.
///
/// # Errors
/// Those of the deserializer.
pub(crate) fn set<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.into())
    }
}

impl<T: serde::Serialize> serde::Serialize for Patch<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}
