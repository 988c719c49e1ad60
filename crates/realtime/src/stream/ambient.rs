//! What is not logged and may be lost: presence and typing.

use std::time::Duration;

use tutti_types::SocketId;
use tutti_types::events::Audience;
use tutti_types::realtime::ServerFrame;

use super::Stream;
use crate::{Outbox, PresenceLocation, frame};

impl<O: Outbox> Stream<O> {
    /// A live socket looks at a place, or at nothing in particular. `false` where it may not read the board, which
    /// then counts as nothing in particular, or is not live.
    pub fn look(&mut self, socket: SocketId, place: Option<PresenceLocation>) -> bool {
        let Some(subscriber) = self.subscribers.get(&socket) else {
            return false;
        };
        let readable = place.is_none_or(|place| {
            let audience = Audience::board(place.board);
            self.roster.may_read(subscriber.user, &audience)
        });
        let live = subscriber.is_live();
        self.presence.look(socket, place.filter(|_| readable));
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

    /// The person of a live socket pressed a key at a place; passed over where they may not read the board.
    pub fn press(&mut self, socket: SocketId, place: PresenceLocation, now: Duration) {
        let Some(subscriber) = self.subscribers.get(&socket) else {
            return;
        };
        let user = subscriber.user;
        if subscriber.is_live() && self.roster.may_read(user, &Audience::board(place.board)) {
            self.typing.press(user, place, now);
        }
    }

    /// Tells the readers of each board who types there, where that is due; to be called several times a second. The frame is made
    /// once for all of them, and may be lost.
    pub fn tell_typing(&mut self, now: Duration) {
        for (place, mut users) in self.typing.due(now) {
            let audience = Audience::board(place.board);
            let readers = self.roster.audience(&audience);
            users.retain(|user| readers.admit(*user));
            let Some(task_id) = place.task else { continue };
            let frame = frame::server(&ServerFrame::Typing {
                workspace_id: self.workspace_id,
                board_id: place.board,
                task_id,
                user_ids: users,
            });
            for subscriber in self.subscribers.values() {
                if subscriber.is_live() && readers.admit(subscriber.user) {
                    subscriber.outbox.push_droppable(frame.clone());
                }
            }
        }
    }
}
