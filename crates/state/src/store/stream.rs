//! Following the stream: frames, pages of polling, checkpoints.

use tutti_types::BoardId;
use tutti_types::events::{Event, EventKind, Events};
use tutti_types::rooms::Room;

use super::shown::board_of;
use super::{Gap, Store};
use crate::entity::Entity;
use crate::event::{Content, Frame, ReadEvent};
use crate::touched::{Touched, Touches};

impl Store {
    /// An event from the socket.
    ///
    /// # Errors
    /// Where the frame's `prev` is past the cursor, something was missed and nothing is applied. A `prev` before the cursor is
    /// fine: polling may have brought what the server's end of the socket does not know of.
    pub fn apply_frame(&mut self, frame: &Frame) -> Result<Vec<Touched>, Gap> {
        if frame.workspace_id != self.truth.workspace.id {
            return Ok(Vec::new());
        }
        if frame.epoch != self.cursor.epoch {
            return Err(Gap::Resync);
        }
        if frame.event.seq <= self.cursor.seq {
            return Ok(Vec::new());
        }
        if frame.prev > self.cursor.seq {
            return Err(Gap::Missed);
        }
        let mut touches = Touches::default();
        self.absorb(&frame.event, &mut touches);
        self.refresh(&mut touches);
        Ok(touches.into_vec())
    }

    /// A page of polling: what came after some position that was the cursor once.
    ///
    /// # Errors
    /// Where it says that the stream cannot be followed.
    pub fn apply_events(&mut self, events: &Events) -> Result<Vec<Touched>, Gap> {
        if events.resync || events.epoch != self.cursor.epoch {
            return Err(Gap::Resync);
        }
        let mut touches = Touches::default();
        self.leave_out(&events.reload, &mut touches);
        for event in &events.events {
            if event.seq > self.cursor.seq {
                self.absorb(&event.into(), &mut touches);
            }
        }
        self.cursor.seq = self.cursor.seq.max(events.seq);
        self.refresh(&mut touches);
        Ok(touches.into_vec())
    }

    /// One event that is known to be the next, such as the tests' *old snapshot + events = new snapshot*.
    pub fn apply(&mut self, event: &Event) -> Vec<Touched> {
        let mut touches = Touches::default();
        if event.seq > self.cursor.seq {
            self.absorb(&event.into(), &mut touches);
            self.refresh(&mut touches);
        }
        touches.into_vec()
    }

    /// Something that happened in these rooms is not told: they are to be loaded anew.
    pub fn reload_rooms(&mut self, rooms: &[Room]) -> Vec<Touched> {
        let mut touches = Touches::default();
        self.leave_out(rooms, &mut touches);
        touches.into_vec()
    }

    fn leave_out(&mut self, rooms: &[Room], touches: &mut Touches) {
        if !rooms.is_empty() {
            self.gap_after.get_or_insert(self.cursor.seq);
        }
        let boards: Vec<BoardId> = rooms.iter().filter_map(|room| room.as_board()).collect();
        self.lose(&boards, touches);
    }

    /// Something that happened on these boards is not known: they tell when asked again. The event of a request that is still out
    /// may be among it, and then its board tells what became of it; of a board's own fields and of members nothing is left out.
    fn lose(&mut self, boards: &[BoardId], touches: &mut Touches) {
        for board in boards {
            self.truth.spoil(*board, touches);
        }
        if boards.is_empty() {
            return;
        }
        for overlay in &mut self.overlays {
            let is_there = |board| boards.contains(&board);
            let is_on_board = matches!(overlay.entity, Entity::Task(_) | Entity::Column(_));
            overlay.lost |= is_on_board && board_of(&self.truth, overlay).is_none_or(is_there);
        }
    }

    /// Everything up to `seq` was sent.
    pub fn checkpoint(&mut self, seq: i64) {
        self.cursor.seq = self.cursor.seq.max(seq);
    }

    fn absorb(&mut self, event: &ReadEvent, touches: &mut Touches) {
        self.cursor.seq = event.seq;
        let (kind, payload) = match &event.content {
            Content::Known(kind, payload) => (*kind, payload),
            Content::UnknownKind => return,
            // Whatever it changed, the boards tell when asked again.
            Content::Unreadable => {
                let boards: Vec<_> = self.truth.parts.keys().copied().collect();
                self.lose(&boards, touches);
                return;
            }
        };
        // Before the change, since a deleted task's title is about to go.
        if let Some(entry) = self.entry_of(event, kind, payload) {
            self.feed.add(entry);
            touches.add(Touched::Activity);
        }
        if let Some(news) = news_of(kind) {
            touches.add(news);
        }
        self.note_given(event, kind, payload, touches);
        for (board, part) in &mut self.truth.parts {
            if let Some(loading) = &mut part.loading
                && payload.concerns(*board)
            {
                loading.events.push(event.clone());
            }
        }
        let created = matches!(kind, EventKind::TaskCreated | EventKind::TaskRestored);
        self.truth.apply(event.seq, payload, created, touches);
        if let Some(op) = &event.op {
            let entity = payload.entity();
            self.keep_overlays(|o, _| o.op.key != *op || Some(o.entity) != entity);
        }
        self.drop_settled();
    }
}

/// What an event of this kind tells of that the store does not hold.
const fn news_of(kind: EventKind) -> Option<Touched> {
    match kind {
        EventKind::TaskDeleted
        | EventKind::TaskRestored
        | EventKind::ColumnDeleted
        | EventKind::ColumnCreated
        | EventKind::BoardDeleted
        | EventKind::BoardCreated
        | EventKind::BoardPurged => Some(Touched::Trash),
        EventKind::InvitationCreated
        | EventKind::InvitationRevoked
        | EventKind::InvitationAccepted
        | EventKind::MemberJoined => Some(Touched::Invitations),
        _ => None,
    }
}
