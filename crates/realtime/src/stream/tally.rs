//! How much a resume would bring, by room, so that the largest share is left out where it is too much.

use std::collections::HashMap;

use tutti_types::events::Audience;
use tutti_types::rooms::Room;

use super::Limits;
use crate::{Effect, StreamEvent};

/// Visible events of one resume, and the bytes of their bodies.
#[derive(Clone, Copy, Debug, Default)]
struct Amount {
    events: usize,
    bytes: usize,
}

/// What was counted so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    all: Amount,
    rooms: HashMap<Room, Amount>,
}

/// The room whose loading anew makes up for this event. What says that a room is there, who sees it and that it is gone is told
/// in any case.
pub(super) fn room_of(event: &StreamEvent) -> Option<Room> {
    match (event.audience(), event.effect()) {
        (Audience::Room(room), Effect::None) => Some(*room),
        _ => None,
    }
}

impl Tally {
    pub(super) fn add(&mut self, event: &StreamEvent) {
        let bytes = event.body().len();
        self.all.events += 1;
        self.all.bytes += bytes;
        if let Some(room) = room_of(event) {
            let of_room = self.rooms.entry(room).or_default();
            of_room.events += 1;
            of_room.bytes += bytes;
        }
    }

    pub(super) const fn is_too_much(&self, limits: &Limits) -> bool {
        self.all.events > limits.replay_events || self.all.bytes > limits.replay_bytes
    }

    /// Takes the room out that has the largest share of what is too much.
    pub(super) fn take_largest(&mut self, limits: &Limits) -> Option<Room> {
        let by_bytes = self.all.bytes > limits.replay_bytes;
        let share = |amount: &Amount| {
            if by_bytes {
                amount.bytes
            } else {
                amount.events
            }
        };
        let largest = self
            .rooms
            .iter()
            .max_by_key(|(room, amount)| (share(amount), **room));
        let room = *largest?.0;
        let amount = self.rooms.remove(&room)?;
        self.all.events -= amount.events;
        self.all.bytes -= amount.bytes;
        Some(room)
    }
}
