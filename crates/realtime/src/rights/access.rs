//! What somebody is in a workspace, and who sees one board: each with the position since which it is so.

use tutti_types::permissions::Visibility;
use tutti_types::{Permission, Role, UserId};

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) role: Role,
    pub(super) suspended: bool,
    /// No replay for them begins before this: here they joined, were locked out or let back in, or came to know other people.
    pub(super) since: i64,
    /// Where their role sees every board: since when one of theirs does.
    pub(super) sees_all_since: i64,
}

impl Standing {
    /// What somebody is by an event, who was `before` until then.
    pub(super) fn by(seq: i64, role: Role, suspended: bool, before: Option<Self>) -> Self {
        let sees_all = |role: Role| role.allows(Permission::BoardsReadAll);
        let kept = before.filter(|before| {
            let as_guest = (before.role == Role::Guest, role == Role::Guest);
            before.suspended == suspended && as_guest.0 == as_guest.1
        });
        let still = kept.filter(|kept| sees_all(kept.role));
        Self {
            role,
            suspended,
            since: kept.map_or(seq, |kept| kept.since),
            sees_all_since: still.map_or(seq, |still| still.sees_all_since),
        }
    }
}

/// Who sees a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BoardAccess {
    pub(super) visibility: Visibility,
    /// Sorted; each with the position since which they see the board.
    members: Vec<(UserId, i64)>,
    /// Where it is open: since when.
    open_since: i64,
    /// Who made it, whom its guests know too.
    creator: Option<UserId>,
}

impl BoardAccess {
    /// A board that has always been so.
    pub(super) fn new(
        visibility: Visibility,
        mut members: Vec<UserId>,
        creator: Option<UserId>,
    ) -> Self {
        members.sort_unstable();
        Self {
            visibility,
            members: members.into_iter().map(|user| (user, 0)).collect(),
            open_since: 0,
            creator,
        }
    }

    /// A board as an event says it is, which was `before` until then. `standing` tells what somebody is.
    pub(super) fn by(
        seq: i64,
        (visibility, members, creator): (Visibility, &[UserId], Option<UserId>),
        before: Option<&Self>,
        standing: impl Fn(UserId) -> Option<Standing>,
    ) -> Self {
        // Who is added and saw the board before, by another way, sees it without a break.
        let since = |user: UserId| {
            let seen = before.and_then(|board| board.seen_since(user, standing(user)?));
            (user, seen.unwrap_or(seq))
        };
        let was_open = before.filter(|board| board.visibility == Visibility::Open);
        Self {
            visibility,
            members: members.iter().map(|user| since(*user)).collect(),
            open_since: was_open.map_or(seq, |board| board.open_since),
            creator,
        }
    }

    /// The same with other readers, as it was once.
    pub(super) fn with(&self, visibility: Visibility, members: Vec<UserId>) -> Self {
        Self::new(visibility, members, self.creator)
    }

    /// Since when somebody who is this sees the board; `None` for who does not.
    pub(super) fn seen_since(&self, user: UserId, standing: Standing) -> Option<i64> {
        let listed = self.listed_since(user);
        let open = (self.visibility == Visibility::Open && standing.role >= Role::Member)
            .then_some(self.open_since);
        let all = standing
            .role
            .allows(Permission::BoardsReadAll)
            .then_some(standing.sees_all_since);
        [listed, open, all].into_iter().flatten().min()
    }

    fn listed_since(&self, user: UserId) -> Option<i64> {
        let at = self.members.binary_search_by_key(&user, |(id, _)| *id);
        at.ok()
            .and_then(|at| self.members.get(at))
            .map(|(_, since)| *since)
    }

    /// Whether somebody was added to it.
    pub(super) fn lists(&self, user: UserId) -> bool {
        self.listed_since(user).is_some()
    }

    /// Whether its guests know somebody by it.
    pub(super) fn shows(&self, user: UserId) -> bool {
        self.lists(user) || self.creator == Some(user)
    }

    /// Takes somebody off it.
    pub(super) fn drop_member(&mut self, user: UserId) {
        self.members.retain(|(member, _)| *member != user);
    }

    /// Whether its people stand in their order.
    pub(super) fn is_sorted(&self) -> bool {
        self.members.is_sorted()
    }
}
