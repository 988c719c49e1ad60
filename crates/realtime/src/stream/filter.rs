//! What of earlier events may be shown today: the one rule of resumes, of polling and of pages from the database.

use tutti_types::UserId;
use tutti_types::events::Audience;
use tutti_types::permissions::Visibility;
use tutti_types::rooms::{Room, RoomReaders};

use crate::{Effect, Homes, Roster, StreamEvent};

/// What an earlier event is to a reader of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Seen,
    Hidden,
    /// It is of a time in which they did not hold the permission to read it, and of no room.
    Resync,
    /// It would show what the reader never saw, but what became of it is theirs: they have to load the room anew.
    LeftOut {
        room: Room,
        /// Nothing of the room up to here is told.
        upto: i64,
    },
}

/// Judges earlier events by what is known as of the released head.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge<'a> {
    pub(super) roster: &'a Roster,
    pub(super) homes: &'a Homes,
}

impl Judge<'_> {
    /// Whether what came after this position may be replayed to a reader at all.
    pub(super) fn may_begin(self, user: UserId, after: i64) -> bool {
        after >= self.roster.since(user).max(self.homes.floor())
    }

    /// Whether somebody reads a room, or was not brought to it by what made these its readers.
    fn may_be_shown(self, user: UserId, room: Room, readers: &RoomReaders) -> bool {
        let is_listed = readers.people.binary_search(&user).is_ok();
        let is_brought = is_listed || readers.visibility == Visibility::Open;
        !is_brought || self.roster.may_read(user, &Audience::Room(room))
    }

    /// Judges one event after a position from which the reader may begin. It is seen by who could read it then, and has read its
    /// like without a break since; so nothing is told of a time in which they could not.
    ///
    /// What is hidden because it is not theirs today was taken from them by an event that they do get. Of two things no event tells
    /// what became of them: of what happened in a room before the reader (last) came to see it, and of what happened to a task
    /// before it went where they may not see it. For those they load the room anew.
    pub(super) fn judge(self, user: UserId, event: &StreamEvent) -> Verdict {
        let (roster, homes) = (self.roster, self.homes);
        let sees = |board| roster.may_read(user, &Audience::board(board));
        match event.effect() {
            // Brought to somebody by name, who may have lost it since.
            Effect::Board { board, .. } if !sees(*board) => return Verdict::Hidden,
            Effect::Room { room, readers } if !self.may_be_shown(user, *room, readers) => {
                return Verdict::Hidden;
            }
            _ if !roster.may_receive(user, event) => return Verdict::Hidden,
            _ => {}
        }
        let since = roster.reads_since(user, event.audience()).unwrap_or(0);
        let is_elsewhere = homes.elsewhere(event).is_some_and(|board| !sees(board));
        match event.audience() {
            Audience::Room(room) if event.seq() < since => Verdict::LeftOut {
                room: *room,
                upto: since - 1,
            },
            Audience::Room(room) if is_elsewhere => Verdict::LeftOut {
                room: *room,
                upto: event.seq(),
            },
            _ if event.seq() < since => Verdict::Resync,
            _ => Verdict::Seen,
        }
    }
}
