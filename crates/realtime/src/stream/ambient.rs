//! What is not logged and may be lost: presence and typing.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use bytes::Bytes;
use tutti_types::events::Audience;
use tutti_types::realtime::ServerFrame;
use tutti_types::{BoardId, SocketId, UserId};

use super::Stream;
use crate::typing::{MOST, Typed};
use crate::{Effect, Outbox, PresenceLocation, StreamEvent, frame};

impl<O: Outbox> Stream<O> {
    /// A live socket looks at a place, or at nothing in particular. `false` where it may not read the board, which
    /// then counts as nothing in particular, or is not live. A task that is known to be on another board counts as none.
    pub fn look(&mut self, socket: SocketId, place: Option<PresenceLocation>) -> bool {
        let Some(subscriber) = self.subscribers.get(&socket) else {
            return false;
        };
        let readable = place.is_none_or(|place| {
            let audience = Audience::board(place.board);
            self.roster.may_read(subscriber.user, &audience)
        });
        let live = subscriber.is_live();
        let place = place.filter(|_| readable).map(|place| {
            let is_there = |task: &_| self.homes.may_be_on(*task, place.board);
            let task = place.task.filter(is_there);
            PresenceLocation { task, ..place }
        });
        self.presence.look(socket, place);
        readable && live
    }

    /// Tells who is here, where that is due; to be called several times a second. A frame that was not taken is made
    /// up for by all of it in a later round.
    pub fn tell_presence(&mut self, now: Duration) {
        let Some(mut round) = self.presence.due(now) else {
            return;
        };
        for (socket, subscriber) in &self.subscribers {
            if !subscriber.is_live() {
                continue;
            }
            let made = round.frame(self.workspace_id, *socket, subscriber.user, &self.roster);
            if made.is_some_and(|frame| !subscriber.outbox.push_droppable(frame)) {
                self.presence.missed(*socket);
            }
        }
    }

    /// The person of a live socket pressed a key at a place; passed over where they may not read the board, or the task is known to be
    /// on another one.
    pub fn press(&mut self, socket: SocketId, place: PresenceLocation, now: Duration) {
        let Some(subscriber) = self.subscribers.get(&socket) else {
            return;
        };
        let user = subscriber.user;
        let may = self.roster.may_read(user, &Audience::board(place.board));
        let is_there = |task| self.homes.may_be_on(task, place.board);
        if subscriber.is_live() && may && place.task.is_none_or(is_there) {
            self.typing.press(user, place, now);
        }
    }

    /// Tells the readers of each board who types there, where that is due; to be called several times a second. A frame may be lost.
    pub fn tell_typing(&mut self, now: Duration) {
        for typed in self.typing.due(now) {
            self.tell_typed(&typed);
        }
    }

    /// The frame is made once for all who see everybody, and once for each of the others.
    fn tell_typed(&self, typed: &Typed) {
        let Some(task_id) = typed.place.task else {
            return;
        };
        let audience = Audience::board(typed.place.board);
        let readers = self.roster.audience(&audience);
        let typing = typed.users.iter().copied();
        let typing: Vec<UserId> = typing.filter(|user| readers.admit(*user)).collect();
        let mut made: HashMap<Option<UserId>, Option<Bytes>> = HashMap::new();
        for subscriber in self.subscribers.values() {
            let reader = subscriber.user;
            if !subscriber.is_live() || !readers.admit(reader) {
                continue;
            }
            let guest = (!self.roster.knows_all(reader)).then_some(reader);
            let frame = made.entry(guest).or_insert_with(|| {
                let knows = |user: &&UserId| self.roster.may_know(reader, **user);
                let user_ids: Vec<UserId> =
                    typing.iter().filter(knows).take(MOST).copied().collect();
                // That nobody types any more is news only to who was told that somebody did.
                let is_news = !user_ids.is_empty() || typed.before.iter().any(|user| knows(&user));
                is_news.then(|| {
                    frame::server(&ServerFrame::Typing {
                        workspace_id: self.workspace_id,
                        board_id: typed.place.board,
                        task_id,
                        user_ids,
                    })
                })
            });
            if let Some(frame) = frame {
                subscriber.outbox.push_droppable(frame.clone());
            }
        }
    }

    /// The boards of which the database has to be asked who acts there, and the head it has to be asked at; see
    /// [`Stream::acquaint`]. To be asked several times a second, and for each who begins to follow.
    pub fn unacquainted(&mut self, beginner: Option<UserId>) -> Option<(i64, Vec<BoardId>)> {
        let head = self.head();
        let boards = self.roster.unacquainted(head, beginner);
        (!boards.is_empty()).then_some((head, boards))
    }

    /// Takes who acts on each of some boards, as the database had it when everything up to `asked` had come here. Who does not see
    /// everybody knows them by it.
    pub fn acquaint(&mut self, asked: i64, found: HashMap<BoardId, HashSet<UserId>>) {
        if self.roster.acquaint(asked, found) {
            self.tell_guests_anew();
        }
    }

    /// Takes notice of an event by which others are known, or a task is on another board.
    pub(super) fn take_notice(&mut self, event: &StreamEvent) {
        let is_of_readers = matches!(
            event.effect(),
            Effect::Board { .. } | Effect::BoardDeleted(_) | Effect::Room { .. }
        );
        if is_of_readers {
            self.tell_guests_anew();
        }
        if let Some(carried) = event.carried().filter(|carried| carried.left.is_some()) {
            self.presence.task_moved(carried.task, carried.board);
            self.typing.task_moved(carried.task, carried.board);
        }
    }

    /// Those who do not see everybody may know others now: they are told again who is here.
    fn tell_guests_anew(&mut self) {
        for (socket, subscriber) in &self.subscribers {
            if !self.roster.knows_all(subscriber.user) {
                self.presence.missed(*socket);
            }
        }
    }
}
