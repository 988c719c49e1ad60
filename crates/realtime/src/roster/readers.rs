//! Who reads one event: its audience looked up once, then asked for each subscriber.

use std::collections::HashMap;

use tutti_types::events::Share;
use tutti_types::rooms::Room;
use tutti_types::{Permission, UserId};

use super::{RoomAccess, Roster, Standing};

impl Roster {
    /// What `user` may read, or could until it was deleted; nothing for who may read nothing. It holds all of it and a little more:
    /// [`Roster::may_receive`] judges.
    #[must_use]
    pub fn share(&self, user: UserId) -> Share {
        let mut share = Share::of(user);
        let Some(standing) = self.members.get(&user).filter(|_| self.is_active(user)) else {
            return share;
        };
        let rooms = self.rooms.iter();
        let seen = rooms.filter(|(_, access)| access.seen_since(user, *standing).is_some());
        let deleted = self.deleted.iter();
        let lost = deleted.filter(|deleted| deleted.readers.contains(&user));
        let rooms = seen.map(|(room, _)| *room);
        let mut rooms: Vec<Room> = rooms
            .chain(lost.map(|deleted| Room::board(deleted.board)))
            .collect();
        rooms.sort_unstable();
        rooms.dedup();
        // What is told of somebody to others is told to them too.
        let held = |permission: &Permission| {
            *permission == Permission::PeopleReadAll || standing.rights.may(*permission)
        };
        share.permissions = Permission::ALL.iter().copied().filter(held).collect();
        share.rooms = rooms;
        share
    }
}

/// The readers of one event, as of now.
#[derive(Clone, Copy, Debug)]
pub struct Readers<'a> {
    pub(super) members: Option<&'a HashMap<UserId, Standing>>,
    pub(super) who: Who<'a>,
    /// Whom a `member.*` event is about.
    pub(super) subject: Option<UserId>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'a> {
    Nobody,
    Holders(Permission),
    Room(&'a RoomAccess),
    These(&'a [UserId]),
}

impl Readers<'_> {
    /// Whether `user` is one of them. Somebody suspended or removed never is.
    #[must_use]
    pub fn admit(&self, user: UserId) -> bool {
        let Some(standing) = self.members.and_then(|members| members.get(&user)) else {
            return false;
        };
        if standing.suspended {
            return false;
        }
        self.subject == Some(user)
            || match self.who {
                Who::Nobody => false,
                Who::Holders(permission) => standing.rights.may(permission),
                Who::Room(room) => room.seen_since(user, *standing).is_some(),
                Who::These(users) => users.contains(&user),
            }
    }
}
