//! What a replay leaves out, named room by room, so that no gap is unnamed.

use std::collections::{BTreeMap, HashSet};

use tutti_types::rooms::Room;

use super::tally::room_of;
use crate::StreamEvent;

/// The rooms of which a replay leaves something out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Each with the position up to which nothing is told of a past that is not the reader's.
    before: BTreeMap<Room, i64>,
    /// Of these nothing is told that loading them anew tells too.
    over_limit: HashSet<Room>,
    /// The last position at which something of a room over the limit is left out.
    over_limit_upto: i64,
}

impl LeftOut {
    /// Something before `upto` is not the reader's. Tells whether that was not known.
    pub(super) fn before(&mut self, room: Room, upto: i64) -> bool {
        let known = self.before.entry(room).or_insert(-1);
        let is_over = self.over_limit.contains(&room) && upto <= self.over_limit_upto;
        let is_news = *known < upto && !is_over;
        *known = upto.max(*known);
        is_news
    }

    /// The room has too much to tell.
    pub(super) fn leave_out(&mut self, room: Room) {
        self.over_limit.insert(room);
    }

    /// Those that have.
    pub(super) const fn too_much(&self) -> &HashSet<Room> {
        &self.over_limit
    }

    /// What is over the limit is left out up to here.
    pub(super) fn measured(&mut self, upto: i64) {
        self.over_limit_upto = upto;
    }

    /// Whether this event is left out because its room has too much to tell.
    pub(super) fn leaves_out(&self, event: &StreamEvent) -> bool {
        room_of(event).is_some_and(|room| self.over_limit.contains(&room))
    }

    /// The same, of a replay that is being sent.
    pub(super) fn is_left_out(&self, event: &StreamEvent) -> bool {
        event.seq() <= self.over_limit_upto && self.leaves_out(event)
    }

    /// The rooms to load anew of those that may be read, and the last position at which something of them is left out.
    pub(super) fn named(&self, may_read: impl Fn(Room) -> bool) -> (i64, Vec<Room>) {
        let before = self.before.iter().map(|(room, upto)| (*room, *upto));
        let over_limit = self
            .over_limit
            .iter()
            .map(|room| (*room, self.over_limit_upto));
        let mut named: Vec<(Room, i64)> = before.chain(over_limit).collect();
        named.retain(|(room, _)| may_read(*room));
        let upto = named.iter().map(|(_, upto)| *upto).max();
        let mut rooms: Vec<Room> = named.into_iter().map(|(room, _)| room).collect();
        rooms.sort_unstable();
        rooms.dedup();
        (upto.unwrap_or_default(), rooms)
    }
}
