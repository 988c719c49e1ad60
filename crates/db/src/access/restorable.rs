//! What a member may take out of the trash.

use tutti_types::UserId;
use tutti_types::permissions::{Visibility, may_delete_board, may_read_board};

use crate::gate::Member;

/// Which boards the member may take out of the trash: of those that they see, everybody's or their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restorable {
    /// Who asks.
    pub reader: UserId,
    /// Only those that they made.
    pub own_only: bool,
    /// They see open boards without having been added.
    pub sees_open: bool,
    /// They see every board.
    pub sees_all: bool,
}

impl Restorable {
    /// What the permission table says of this member; `None` where they may restore none at all.
    #[must_use]
    pub fn by(member: &Member) -> Option<Self> {
        let rights = member.rights();
        may_delete_board(rights, true).then(|| Self {
            reader: member.user_id(),
            own_only: !may_delete_board(rights, false),
            sees_open: may_read_board(rights, Visibility::Open, false),
            sees_all: may_read_board(rights, Visibility::Private, false),
        })
    }
}
