//! What is not logged and may be lost: presence and typing.

use std::time::Duration;

use bytes::Bytes;
use tutti_types::events::Audience;
use tutti_types::{SocketId, UserId};

use super::Stream;
use crate::{Outbox, Place};

impl<O: Outbox> Stream<O> {
    /// A live socket looks at a place, or at nothing in particular. `false` where it may not read the board, which
    /// then counts as nothing in particular, or is not live.
    pub fn look(&mut self, socket: SocketId, place: Option<Place>) -> bool {
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

    /// Sends a frame that may be lost, such as typing, to the live readers of an audience but its sender.
    pub fn whisper(&self, audience: &Audience, sender: UserId, frame: &Bytes) {
        let readers = self.roster.audience(audience);
        for subscriber in self.subscribers.values() {
            if subscriber.is_live() && subscriber.user != sender && readers.admit(subscriber.user) {
                subscriber.outbox.push_droppable(frame.clone());
            }
        }
    }
}
