//! Who may read what in one workspace, as of the released head.
//!
//! Effects are applied in stream order, each before its own event is judged, so an event is read by those who may read
//! its audience *after* it. Kind by kind:
//!
//! - `member.joined`, `member.updated`: rights after. Besides the audience, the person it is about reads it, who as a
//!   guest would otherwise never learn of their own role. Somebody who is suspended by it does not: they get `denied`. Nor
//!   does who is a guest by it or one no longer: they get `resync`, as no event tells of all the people they know now.
//! - `member.removed` (members, and once more to the guests who knew them): rights after, so the person it is about gets
//!   `denied` in its place. It takes them out of every board too; no event of those boards tells that.
//! - `board.created`, `board.updated` (`board:<id>`): rights after; whoever lost the board was told by the `board.gone`
//!   before it in the same transaction. A board that is restored is created anew.
//! - `board.gone` (`users:[…]`): has no effect of its own; those named read it, as long as they are members.
//! - `board.deleted` (`board:<id>`): nobody may read the board after it, so the readers of the moment before are kept and
//!   it is theirs, in a replay too. They are kept for each deletion, since a board may be restored and deleted again.
//! - `workspace.deleted` (everyone): the one event judged by the rights before it; then all are denied.
//!
//! A room that is no board is told by events that hand its readers over, whatever their kind ([`StreamEvent::handing`]), and is held only
//! while a follower reads it ([`followed`]).
//!
//! Each right carries the position since which somebody has it without a break, for replays: what happened before was never
//! theirs to read. Of the time before this node watched it is found out by [`Roster::after`].

use std::collections::{HashMap, HashSet, VecDeque};

use tutti_types::events::Audience;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomKind};
use tutti_types::{BoardId, Permission, Rights, UserId};

use crate::StreamEvent;

mod access;
mod acting;
mod apply;
mod effect;
pub mod followed;
mod history;
mod readers;

use access::{RoomAccess, Standing};
use acting::Acting;
pub use effect::Effect;
pub use readers::Readers;
use readers::Who;

/// Of how many deletions of boards the last readers are kept. No replay begins before another.
const DELETED_KEPT: usize = 128;

/// A board that was deleted.
#[derive(Clone, Debug)]
struct Deleted {
    /// The position of the event that says so.
    seq: i64,
    board: BoardId,
    /// Who could read it until then.
    readers: Vec<UserId>,
}

/// Who is in one workspace, what each may do there, and who reads which room.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    members: HashMap<UserId, Standing>,
    /// All living boards, and of other rooms those that a follower reads.
    rooms: HashMap<Room, RoomAccess>,
    /// Whose rooms are all here.
    followers: HashSet<UserId>,
    /// Whether rooms may be here that no follower reads.
    is_stale: bool,
    /// Who acts on the boards by which followers know people.
    acting: HashMap<BoardId, Acting>,
    /// Whether that may be missing or old of some of these boards.
    may_be_unacquainted: bool,
    /// Deletions of boards while this was watching, by their events' positions, oldest first, with those who could read the board.
    deleted: VecDeque<Deleted>,
    /// What was before this position cannot be judged.
    floor: i64,
    closed: bool,
}

impl Roster {
    /// From the database: every member, suspended ones too, with rights and suspension; every living board with its
    /// visibility, the people added to it and who made it. To be read in one REPEATABLE READ transaction with the stream's
    /// head. They count as having always been so.
    #[must_use]
    pub fn new(
        members: impl IntoIterator<Item = (UserId, Rights, bool)>,
        boards: impl IntoIterator<Item = (BoardId, Visibility, Vec<UserId>, Option<UserId>)>,
    ) -> Self {
        Self {
            members: members
                .into_iter()
                .map(|(user, rights, suspended)| (user, Standing::new(rights, suspended)))
                .collect(),
            rooms: boards
                .into_iter()
                .map(|(board, visibility, members, creator)| {
                    let access = RoomAccess::new(RoomKind::Board, visibility, members, creator);
                    (Room::board(board), access)
                })
                .collect(),
            followers: HashSet::new(),
            is_stale: false,
            acting: HashMap::new(),
            may_be_unacquainted: false,
            deleted: VecDeque::new(),
            floor: 0,
            closed: false,
        }
    }

    fn active(&self) -> impl Iterator<Item = (UserId, Standing)> {
        self.members
            .iter()
            .filter(|(_, standing)| !standing.suspended && !self.closed)
            .map(|(user, standing)| (*user, *standing))
    }

    /// What `user` may do here; `None` for who may read nothing: no member, suspended, or the workspace is gone.
    #[must_use]
    pub fn rights(&self, user: UserId) -> Option<Rights> {
        let standing = self.members.get(&user)?;
        (!standing.suspended && !self.closed).then_some(standing.rights)
    }

    /// Whether `user` may read anything here.
    #[must_use]
    pub fn is_active(&self, user: UserId) -> bool {
        self.rights(user).is_some()
    }

    /// Whether `user` may read what has this audience.
    #[must_use]
    pub fn may_read(&self, user: UserId, audience: &Audience) -> bool {
        self.audience(audience).admit(user)
    }

    /// Whether `user` may receive this event; the audience and the exceptions told above.
    #[must_use]
    pub fn may_receive(&self, user: UserId, event: &StreamEvent) -> bool {
        self.readers(event).admit(user)
    }

    /// The position from which on a replay may be given to `user`: what happened before they joined, were let back in or came to
    /// know other people is not theirs. [`i64::MAX`] for who may read nothing.
    #[must_use]
    pub fn since(&self, user: UserId) -> i64 {
        let standing = self.members.get(&user).filter(|_| !self.closed);
        standing.map_or(i64::MAX, |standing| standing.since.max(self.floor))
    }

    /// Since when `user` reads what has this audience without a break, within what [`Roster::since`] lets them replay; `None`
    /// where they may not.
    #[must_use]
    pub fn reads_since(&self, user: UserId, audience: &Audience) -> Option<i64> {
        if !self.may_read(user, audience) {
            return None;
        }
        let standing = self.members.get(&user)?;
        match audience {
            Audience::Room(room) => self.room(*room)?.seen_since(user, *standing),
            _ => match audience.permission() {
                Some(permission) => standing.may_since(permission),
                None => Some(0),
            },
        }
    }

    /// Who reads of a room; `None` for one that is not there, or that no follower reads.
    fn room(&self, room: Room) -> Option<&RoomAccess> {
        self.rooms.get(&room)
    }

    /// Whether `user` sees everybody.
    #[must_use]
    pub fn knows_all(&self, user: UserId) -> bool {
        let rights = self.rights(user);
        rights.is_some_and(|rights| rights.may(Permission::PeopleReadAll))
    }

    /// Whether `user` may know that `other` is here. Who does not see everybody knows who was added to a room of theirs, made it or
    /// acts there: those of whom `GET …/members` tells them.
    #[must_use]
    pub fn may_know(&self, user: UserId, other: UserId) -> bool {
        match self.rights(user) {
            None => false,
            Some(rights) if rights.may(Permission::PeopleReadAll) => true,
            Some(rights) => {
                let shows = |(room, access): (&Room, &RoomAccess)| {
                    access.admits(rights, user) && (access.shows(other) || self.acts(*room, other))
                };
                user == other || self.rooms.iter().any(shows)
            }
        }
    }

    /// The readers of an audience.
    #[must_use]
    pub fn audience<'a>(&'a self, audience: &'a Audience) -> Readers<'a> {
        self.of(match audience {
            Audience::Room(room) => self.room(*room).map_or(Who::Nobody, Who::Room),
            Audience::Users(users) => Who::These(users),
            _ => audience.permission().map_or(Who::Nobody, Who::Holders),
        })
    }

    /// The readers of an event that was applied.
    #[must_use]
    pub fn readers<'a>(&'a self, event: &'a StreamEvent) -> Readers<'a> {
        match event.effect() {
            // Once: what guests are told besides is the same once more.
            Effect::Member { user, .. }
                if *event.audience() == Audience::May(Permission::PeopleReadAll) =>
            {
                Readers {
                    subject: Some(*user),
                    ..self.audience(event.audience())
                }
            }
            Effect::BoardDeleted(_) => {
                let last = self.deleted.iter().find(|last| last.seq == event.seq());
                self.of(last.map_or(Who::Nobody, |last| Who::These(&last.readers)))
            }
            _ => self.audience(event.audience()),
        }
    }

    fn of<'a>(&'a self, who: Who<'a>) -> Readers<'a> {
        Readers {
            members: (!self.closed).then_some(&self.members),
            who,
            subject: None,
        }
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        assert!(self.deleted.len() <= DELETED_KEPT);
        for (room, access) in &self.rooms {
            assert!(
                access.is_sorted(),
                "the people of {room:?} are searched by halves"
            );
        }
        assert!(self.followers.iter().all(|user| self.is_active(*user)));
    }
}

#[cfg(test)]
mod tests;
