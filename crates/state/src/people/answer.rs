//! What the server answers to a change of a person.

use tutti_types::members::Member;

use super::entity::Entity;

/// The person as they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Member(Box<Member>),
}

impl Answer {
    pub(crate) fn read(of: Entity, body: &str) -> Option<Self> {
        let read = match of {
            Entity::Member(_) => serde_json::from_str(body).map(Self::Member),
        };
        read.ok()
    }

    /// Members have none.
    pub(crate) const fn version(&self) -> Option<i64> {
        match self {
            Self::Member(_) => None,
        }
    }
}
