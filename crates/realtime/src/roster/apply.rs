//! What an event changes in who may do and read what.

use tutti_types::permissions::Visibility;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, UserId};

use super::access::{RoomAccess, Standing};
use super::{DELETED_KEPT, Deleted, Effect, Roster};
use crate::StreamEvent;

impl Roster {
    /// Applies an event's effect and names those who could read something and may read nothing now.
    pub fn apply(&mut self, event: &StreamEvent) -> Vec<UserId> {
        let lost = self.change(event.seq(), event.effect());
        // Others may read a board now, or see everybody.
        self.may_be_unacquainted |= *event.effect() != Effect::None;
        self.note_acting(event);
        for user in lost.iter().copied().chain(event.effect().begins_anew()) {
            self.unfollow(user);
        }
        lost
    }

    pub(super) fn change(&mut self, seq: i64, effect: &Effect) -> Vec<UserId> {
        match effect {
            Effect::None => Vec::new(),
            Effect::Member {
                user,
                rights,
                suspended,
                ..
            } => {
                let before = self.members.get(user).copied();
                let standing = Standing::by(seq, *rights, *suspended, before);
                self.members.insert(*user, standing);
                match before {
                    Some(before) if *suspended && !before.suspended => vec![*user],
                    _ => Vec::new(),
                }
            }
            Effect::MemberRemoved(user) => {
                for room in self.rooms.values_mut() {
                    room.drop_member(*user);
                }
                self.is_stale = true;
                match self.members.remove(user) {
                    Some(before) if !before.suspended => vec![*user],
                    _ => Vec::new(),
                }
            }
            Effect::Board {
                board,
                visibility,
                members,
                creator,
                ..
            } => {
                let now = (*visibility, members.as_slice(), *creator);
                self.set(seq, Room::board(*board), now);
                Vec::new()
            }
            Effect::Room { room, readers } => {
                self.set(seq, *room, (readers.visibility, &readers.people, None));
                if !self
                    .rooms
                    .get(room)
                    .is_some_and(|access| self.is_followed(access))
                {
                    self.rooms.remove(room);
                }
                Vec::new()
            }
            Effect::BoardDeleted(board) => {
                self.delete(seq, *board);
                Vec::new()
            }
            Effect::WorkspaceDeleted | Effect::Unclear => {
                let lost = self.active().map(|(user, _)| user).collect();
                self.closed = true;
                lost
            }
        }
    }

    /// A room as an event says it is.
    fn set(&mut self, seq: i64, room: Room, now: (Visibility, &[UserId], Option<UserId>)) {
        let standing = |user| self.members.get(&user).copied();
        let access = RoomAccess::by(seq, room.kind, now, self.rooms.get(&room), standing);
        self.rooms.insert(room, access);
    }

    fn delete(&mut self, seq: i64, board: BoardId) {
        let Some(access) = self.rooms.remove(&Room::board(board)) else {
            // It must reach whoever has that board, but not tell others that it was there; and who that is nobody knows any more.
            self.judged_from(seq);
            return;
        };
        // The readers and not the access: a role that changes later must not change who is told.
        let readers = self
            .active()
            .filter(|(user, standing)| access.seen_since(*user, *standing).is_some())
            .map(|(user, _)| user)
            .collect();
        self.deleted.push_back(Deleted {
            seq,
            board,
            readers,
        });
        if self.deleted.len() > DELETED_KEPT
            && let Some(oldest) = self.deleted.pop_front()
        {
            self.judged_from(oldest.seq);
        }
    }
}
