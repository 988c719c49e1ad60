//! Who acts on the boards by which guests know people.
//!
//! Who does not see everybody knows, besides the people of a board of theirs, whoever acts there, made its tasks or works on them. Only the
//! database can tell who that is. So its answer is held of each board that such a follower reads, and asked for anew after an event by which
//! it may be another one; a frame asks for nothing. Somebody is not shown until the answer that names them is here.
//!
//! Two things come without an event: an entry is no longer among the last of its board, and a task is purged. Whom they showed stays
//! known until the board is asked for anew, which it is whenever such a reader begins to follow.

use std::collections::{HashMap, HashSet};

use tutti_types::events::Audience;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Rights, UserId};

use super::Roster;
use crate::StreamEvent;

/// Who acts on one board.
#[derive(Clone, Debug, Default)]
pub(super) struct Acting {
    people: HashSet<UserId>,
    /// The head when the database was asked; absent until it has answered.
    asked: Option<i64>,
    /// The last position by which the answer may have changed.
    changed: i64,
}

impl Acting {
    fn is_current(&self) -> bool {
        self.asked.is_some_and(|asked| asked >= self.changed)
    }
}

impl Roster {
    /// The boards of which the database has to be asked who acts there, at the head: those that a follower reads who does not see
    /// everybody, where that is not known or may have changed, and all that `beginner` reads, if they do not. Boards that no such follower
    /// reads are forgotten. It is asked for several times a second, so the boards are looked through only where something has changed.
    pub fn unacquainted(&mut self, head: i64, beginner: Option<UserId>) -> Vec<BoardId> {
        let beginner = beginner.filter(|user| !self.knows_all(*user));
        if !self.may_be_unacquainted && beginner.is_none() {
            return Vec::new();
        }
        let guests = self.followers().filter(|user| !self.knows_all(*user));
        let guests: Vec<(UserId, Rights)> = guests
            .filter_map(|user| Some((user, self.rights(user)?)))
            .collect();
        let mut known = std::mem::take(&mut self.acting);
        let mut wanted = Vec::new();
        for (room, access) in &self.rooms {
            let Some(board) = room.as_board() else {
                continue;
            };
            let admits = |(user, rights): &&(UserId, Rights)| access.admits(*rights, *user);
            let mut readers = guests
                .iter()
                .filter(admits)
                .map(|(user, _)| *user)
                .peekable();
            if readers.peek().is_none() {
                continue;
            }
            // What happens from now on is noted, also while the database is asked.
            let acting = known.remove(&board).unwrap_or_else(|| Acting {
                changed: head,
                ..Acting::default()
            });
            if !acting.is_current() || readers.any(|reader| Some(reader) == beginner) {
                wanted.push(board);
            }
            self.acting.insert(board, acting);
        }
        // Until there are answers, it is asked again.
        self.may_be_unacquainted = !wanted.is_empty();
        wanted.sort_unstable();
        wanted
    }

    /// Takes who acts on each of some boards, as the database had it once everything up to `asked` was here; those who have left may be
    /// among them. Says whether that is news.
    pub fn acquaint(&mut self, asked: i64, found: HashMap<BoardId, HashSet<UserId>>) -> bool {
        let mut is_news = false;
        for (board, people) in found {
            let Some(acting) = self.acting.get_mut(&board) else {
                continue;
            };
            if acting.asked.is_some_and(|newer| newer > asked) {
                continue;
            }
            acting.asked = Some(asked);
            is_news |= acting.people != people;
            acting.people = people;
        }
        is_news
    }

    /// Takes notice of an event by which others may act on a board than before.
    pub(super) fn note_acting(&mut self, event: &StreamEvent) {
        let (seq, carried) = (event.seq(), event.carried());
        let board = match event.audience() {
            Audience::Room(room) => room.as_board(),
            _ => None,
        };
        if let Some(acting) = board.and_then(|board| self.acting.get_mut(&board)) {
            let people = carried.map_or(&[][..], |carried| carried.people.as_slice());
            let mut named = event.actor().into_iter().chain(people.iter().copied());
            let is_reassigned = carried.is_some_and(|carried| carried.reassigned);
            if is_reassigned || named.any(|user| !acting.people.contains(&user)) {
                acting.changed = seq;
                self.may_be_unacquainted = true;
            }
        }
        let left = carried.and_then(|carried| carried.left);
        if let Some(acting) = left.and_then(|left| self.acting.get_mut(&left)) {
            acting.changed = seq;
            self.may_be_unacquainted = true;
        }
    }

    /// Whether somebody is known to act in a room.
    pub(super) fn acts(&self, room: Room, user: UserId) -> bool {
        let acting = room.as_board().and_then(|board| self.acting.get(&board));
        acting.is_some_and(|acting| acting.people.contains(&user))
    }
}
