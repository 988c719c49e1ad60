//! What changes of people are of.

use tutti_types::UserId;

/// One person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    Member(UserId),
}
