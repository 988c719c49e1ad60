//! What events tell of people.

use tutti_types::events::{InvitationChanged, InvitationGone, MemberChanged, MemberGone};

use super::entity::Entity;

/// What happened, by shape.
#[derive(Debug)]
pub(crate) enum Payload {
    Member(MemberChanged),
    MemberGone(MemberGone),
    Invitation(InvitationChanged),
    InvitationGone(InvitationGone),
}

impl Payload {
    /// What it is an event of, to find the op that it settles.
    pub(crate) const fn entity(&self) -> Option<Entity> {
        match self {
            Self::Member(e) => Some(Entity::Member(e.member.user_id)),
            Self::MemberGone(e) => Some(Entity::Member(e.user_id)),
            Self::Invitation(_) | Self::InvitationGone(_) => None,
        }
    }
}
