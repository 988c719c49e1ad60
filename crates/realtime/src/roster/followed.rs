//! Rooms that are held only while somebody follows them.
//!
//! A workspace may have thousands of channels, most of them read by nobody who is connected to this node. So of rooms that are no
//! boards only those are held that a *follower* reads. The rule that makes this sound: **of a follower all rooms are held**. An event in
//! a room that is not held is therefore nobody's here, without a question to the database.
//!
//! - Somebody becomes a follower by [`Roster::meet`], which takes what the database says of their rooms as of a position and brings it
//!   to the released head by the events since.
//! - From then on the stream itself tells: whatever changes who reads a room hands its readers over with the event, whole, and is
//!   applied in order like every other change of rights. A room that a follower comes to read is held from that event on.
//! - Somebody ceases to be one where they may read nothing any more, or come to read rooms of which no event tells
//!   ([`super::Effect::begins_anew`]), or have been away for a while; rooms that no follower reads are forgotten then.

use std::collections::HashMap;

use tutti_types::UserId;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomKind, RoomReaders};

use super::{RoomAccess, Roster};
use crate::{Effect, StreamEvent};

/// The rooms that somebody may read and are no boards, as the database has them. It may hold others besides.
#[derive(Clone, Debug, Default)]
pub struct Introduction {
    /// The stream's position of which they are.
    pub seq: i64,
    /// Changes before this position were not looked at.
    pub floor: i64,
    /// `None` for a room that was held when the database was asked.
    pub rooms: Vec<(Room, Option<Known>)>,
}

/// Who reads a room.
#[derive(Clone, Debug)]
pub struct Known {
    /// Now.
    pub readers: RoomReaders,
    /// Who it was after each change that is kept, in order, with its position.
    pub changes: Vec<(i64, RoomReaders)>,
}

/// A room that was held when the database was asked is so no longer: ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten;

impl Roster {
    /// Whether all rooms of somebody are held.
    #[must_use]
    pub fn is_follower(&self, user: UserId) -> bool {
        self.followers.contains(&user)
    }

    /// Those whose rooms are held.
    pub fn followers(&self) -> impl Iterator<Item = UserId> {
        self.followers.iter().copied()
    }

    /// The rooms that are held and are no boards.
    pub fn followed_rooms(&self) -> impl Iterator<Item = Room> {
        let rooms = self.rooms.keys().copied();
        rooms.filter(|room| room.kind != RoomKind::Board)
    }

    /// Makes somebody a follower, whose rooms are these, by the events `since` the position of which they are.
    ///
    /// # Errors
    /// [`Forgotten`]; nothing has changed then.
    pub fn meet<'a>(
        &mut self,
        user: UserId,
        of: &Introduction,
        since: impl IntoIterator<Item = &'a StreamEvent>,
    ) -> Result<(), Forgotten> {
        let mut met = HashMap::new();
        for (room, known) in &of.rooms {
            // What is held already is as of the head.
            if self.rooms.contains_key(room) {
                continue;
            }
            let known = known.as_ref().ok_or(Forgotten)?;
            met.insert(*room, self.known(room.kind, known, of.floor));
        }
        for event in since {
            match event.effect() {
                Effect::Room { room, readers } if !self.rooms.contains_key(room) => {
                    let standing = |user| self.members.get(&user).copied();
                    let now = (readers.visibility, readers.people.as_slice(), None);
                    let before = met.get(room);
                    let access = RoomAccess::by(event.seq(), room.kind, now, before, standing);
                    met.insert(*room, access);
                }
                Effect::MemberRemoved(user) => {
                    met.values_mut().for_each(|room| room.drop_member(*user));
                }
                _ => {}
            }
        }
        self.followers.insert(user);
        self.may_be_unacquainted = true;
        self.rooms.extend(met);
        // Some of them may be read by nobody who follows.
        self.is_stale = true;
        self.forget_rooms();
        Ok(())
    }

    /// Somebody follows no longer.
    pub fn unfollow(&mut self, user: UserId) {
        let followed = self.followers.remove(&user);
        self.is_stale |= followed;
        self.may_be_unacquainted |= followed;
    }

    /// Forgets the rooms that no follower reads.
    pub fn forget_rooms(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        let mut rooms = std::mem::take(&mut self.rooms);
        rooms.retain(|room, access| room.kind == RoomKind::Board || self.is_followed(access));
        rooms.shrink_to(rooms.len() * 2);
        self.rooms = rooms;
    }

    pub(super) fn is_followed(&self, access: &RoomAccess) -> bool {
        let is_listed = access.people().any(|user| self.is_follower(user));
        let opens = |permission| {
            let rights = self.followers().filter_map(|user| self.rights(user));
            rights.into_iter().any(|rights| rights.may(permission))
        };
        is_listed || access.opened_by().is_some_and(opens)
    }

    /// Since when each reads a room, by its changes that are kept. Where that cannot be told it is the earliest moment that can: a
    /// replay then leaves the room out, by name, which loses nothing.
    fn known(&self, kind: RoomKind, known: &Known, floor: i64) -> RoomAccess {
        let Known { readers, changes } = known;
        let run = |from: i64, reads: &dyn Fn(&RoomReaders) -> bool| {
            let newest = changes.iter().rev();
            let run = newest.take_while(|(seq, then)| *seq >= from && reads(then));
            run.last().map_or(0, |(seq, _)| *seq).max(floor)
        };
        let member = |user: &UserId| {
            // Who left and came back was taken off the room's lists by leaving, which its own changes do not tell.
            let from = self.members.get(user).map_or(0, |standing| standing.since);
            let lists = |then: &RoomReaders| then.people.binary_search(user).is_ok();
            (*user, run(from, &lists))
        };
        let members = readers.people.iter().map(member).collect();
        let is_open = |then: &RoomReaders| then.visibility == Visibility::Open;
        RoomAccess::since(kind, readers.visibility, members, run(0, &is_open))
    }
}
