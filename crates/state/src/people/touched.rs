//! What a change touches of people.

use tutti_types::UserId;

/// What may look different of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Touched {
    /// The list of members, or what others are called: somebody came or went.
    Members,
    /// A member.
    Member(UserId),
}
