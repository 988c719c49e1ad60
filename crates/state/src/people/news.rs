//! News of people.

use tutti_types::activity::Activity;
use tutti_types::events::EventKind;

/// What happened to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// An invitation came, went or was accepted. Whoever shows them asks for them anew.
    Invitations,
}

impl News {
    pub(crate) fn of(entry: &Activity) -> Option<Self> {
        matches!(
            entry.kind,
            EventKind::InvitationCreated
                | EventKind::InvitationRevoked
                | EventKind::InvitationAccepted
                | EventKind::MemberJoined
        )
        .then_some(Self::Invitations)
    }
}
