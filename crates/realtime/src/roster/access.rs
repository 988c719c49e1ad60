//! What somebody is in a workspace, and who reads one room: each with the position since which it is so.

use tutti_types::permissions::Visibility;
use tutti_types::rooms::RoomKind;
use tutti_types::{Permission, Rights, UserId};

/// The permissions by which one reads what happens, each of which is followed by itself.
const READING: [Permission; 3] = [
    Permission::BoardsReadOpen,
    Permission::BoardsReadAll,
    Permission::InvitationsManage,
];

/// What somebody may do here, and since when they may read by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) rights: Rights,
    pub(super) suspended: bool,
    /// No replay for them begins before this: here they joined, were locked out or let back in, or came to know other people.
    pub(super) since: i64,
    /// Since when they hold each permission of [`READING`].
    held_since: [i64; READING.len()],
    /// Since when they read open boards without a break, by whichever permission. Who gets the one in place of the other is told of
    /// no board anew.
    open_boards_since: i64,
    /// Since when their rights are these: of any other permission it is not known since when they hold it.
    rights_since: i64,
}

impl Standing {
    /// Somebody who has always been so.
    pub(super) const fn new(rights: Rights, suspended: bool) -> Self {
        Self {
            rights,
            suspended,
            since: 0,
            held_since: [0; READING.len()],
            open_boards_since: 0,
            rights_since: 0,
        }
    }

    /// What somebody is by an event, who was `before` until then.
    pub(super) fn by(seq: i64, rights: Rights, suspended: bool, before: Option<Self>) -> Self {
        let kept = before
            .filter(|before| before.suspended == suspended && !begins_anew(before.rights, rights));
        let Some(kept) = kept else {
            return Self {
                rights,
                suspended,
                since: seq,
                held_since: [seq; READING.len()],
                open_boards_since: seq,
                rights_since: seq,
            };
        };
        let mut held_since = kept.held_since;
        for (since, permission) in held_since.iter_mut().zip(READING) {
            if !kept.rights.may(permission) {
                *since = seq;
            }
        }
        let read_open = RoomKind::Board.admits(kept.rights, Visibility::Open, false);
        let is_same = kept.rights == rights;
        Self {
            rights,
            suspended,
            since: kept.since,
            held_since,
            open_boards_since: if read_open {
                kept.open_boards_since
            } else {
                seq
            },
            rights_since: if is_same { kept.rights_since } else { seq },
        }
    }

    /// Since when they read the open rooms of a kind; `None` where they do not.
    fn opens_since(self, kind: RoomKind) -> Option<i64> {
        if kind == RoomKind::Board {
            let reads = kind.admits(self.rights, Visibility::Open, false);
            return reads.then_some(self.open_boards_since);
        }
        self.may_since(kind.opened_by())
    }

    /// Since when they hold a permission by which one reads; `None` where they do not. Some come only with what moves
    /// [`Standing::since`] too, before which nothing is asked for.
    pub(super) fn may_since(self, permission: Permission) -> Option<i64> {
        let mut followed = self.held_since.into_iter().zip(READING);
        let since = match permission {
            Permission::WorkspaceRead
            | Permission::PeopleReadAll
            | Permission::ChannelsReadOpen => 0,
            _ => followed
                .find(|(_, followed)| *followed == permission)
                .map_or(self.rights_since, |(since, _)| since),
        };
        self.rights.may(permission).then_some(since)
    }
}

/// Whether somebody knows other people or other open rooms now than before. Who may see all of them is told of each, and who may
/// not is told of theirs only; of the rest no event tells when one becomes the other. Boards are told one by one, but not who is known by
/// them to somebody who does not see everybody.
pub(super) const fn begins_anew(before: Rights, now: Rights) -> bool {
    let knows_all = now.may(Permission::PeopleReadAll);
    let people = before.may(Permission::PeopleReadAll) != knows_all;
    let boards = before.may(Permission::BoardsReadAll) != now.may(Permission::BoardsReadAll)
        || before.may(Permission::BoardsReadOpen) != now.may(Permission::BoardsReadOpen);
    let rooms = before.may(Permission::ChannelsReadOpen) != now.may(Permission::ChannelsReadOpen);
    people || rooms || (boards && !knows_all)
}

/// Who reads a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoomAccess {
    kind: RoomKind,
    pub(super) visibility: Visibility,
    /// Sorted; each with the position since which they read it.
    members: Vec<(UserId, i64)>,
    /// Where it is open: since when.
    open_since: i64,
    /// Who made it, whom its guests know too.
    creator: Option<UserId>,
}

impl RoomAccess {
    /// A room that has always been so.
    pub(super) fn new(
        kind: RoomKind,
        visibility: Visibility,
        mut members: Vec<UserId>,
        creator: Option<UserId>,
    ) -> Self {
        members.sort_unstable();
        Self {
            kind,
            visibility,
            members: members.into_iter().map(|user| (user, 0)).collect(),
            open_since: 0,
            creator,
        }
    }

    /// A room with the position since which each of its people reads it, sorted, and since which it is open.
    pub(super) const fn since(
        kind: RoomKind,
        visibility: Visibility,
        members: Vec<(UserId, i64)>,
        open_since: i64,
    ) -> Self {
        Self {
            kind,
            visibility,
            members,
            open_since,
            creator: None,
        }
    }

    /// A room as an event says it is, which was `before` until then. `standing` tells what somebody is. Where it is not known what it
    /// was, everybody reads it from then on.
    pub(super) fn by(
        seq: i64,
        kind: RoomKind,
        (visibility, members, creator): (Visibility, &[UserId], Option<UserId>),
        before: Option<&Self>,
        standing: impl Fn(UserId) -> Option<Standing>,
    ) -> Self {
        // Who is added and read it before, by another way, reads it without a break.
        let since = |user: UserId| {
            let seen = before.and_then(|room| room.seen_since(user, standing(user)?));
            (user, seen.unwrap_or(seq))
        };
        let was_open = before.filter(|room| room.visibility == Visibility::Open);
        Self {
            kind,
            visibility,
            members: members.iter().map(|user| since(*user)).collect(),
            open_since: was_open.map_or(seq, |room| room.open_since),
            creator,
        }
    }

    /// The same with other readers, as it was once.
    pub(super) fn with(&self, visibility: Visibility, members: Vec<UserId>) -> Self {
        Self::new(self.kind, visibility, members, self.creator)
    }

    /// Since when somebody who is this reads it; `None` for who does not.
    pub(super) fn seen_since(&self, user: UserId, standing: Standing) -> Option<i64> {
        let listed = self.listed_since(user);
        let open = standing
            .opens_since(self.kind)
            .filter(|_| self.visibility == Visibility::Open)
            .map(|since| since.max(self.open_since));
        let reach = self.kind.reached_by();
        let all = reach.and_then(|permission| standing.may_since(permission));
        [listed, open, all].into_iter().flatten().min()
    }

    fn listed_since(&self, user: UserId) -> Option<i64> {
        let at = self.members.binary_search_by_key(&user, |(id, _)| *id);
        at.ok()
            .and_then(|at| self.members.get(at))
            .map(|(_, since)| *since)
    }

    /// The permission by which one reads it as it is open; `None` where it is not.
    pub(super) fn opened_by(&self) -> Option<Permission> {
        (self.visibility == Visibility::Open).then(|| self.kind.opened_by())
    }

    /// Its people.
    pub(super) fn people(&self) -> impl Iterator<Item = UserId> {
        self.members.iter().map(|(user, _)| *user)
    }

    /// Whether somebody who holds this reads it.
    pub(super) fn admits(&self, rights: Rights, user: UserId) -> bool {
        self.kind.admits(rights, self.visibility, self.lists(user))
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
