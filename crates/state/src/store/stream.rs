//! Following the stream: frames, pages of polling, checkpoints.

use tutti_types::events::{Event, Events};
use tutti_types::rooms::Room;

use super::{Gap, Store};
use crate::area::Told;
use crate::event::{Content, Frame, Payload, ReadEvent};
use crate::news::{Changes, News};
use crate::touched::{Touched, Touches};

impl Store {
    /// An event from the socket.
    ///
    /// # Errors
    /// Where the frame's `prev` is past the cursor, something was missed and nothing is applied. A `prev` before the cursor is
    /// fine: polling may have brought what the server's end of the socket does not know of.
    pub fn apply_frame(&mut self, frame: &Frame) -> Result<Changes, Gap> {
        if frame.workspace_id != self.base.workspace_id() {
            return Ok(Changes::default());
        }
        if frame.epoch != self.cursor.epoch {
            return Err(Gap::Resync);
        }
        if frame.event.seq <= self.cursor.seq {
            return Ok(Changes::default());
        }
        if frame.prev > self.cursor.seq {
            return Err(Gap::Missed);
        }
        let (mut touches, mut news) = (Touches::default(), Vec::new());
        self.absorb(&frame.event, &mut touches, &mut news);
        let touched = self.finish(touches);
        Ok(Changes { touched, news })
    }

    /// A page of polling: what came after some position that was the cursor once.
    ///
    /// # Errors
    /// Where it says that the stream cannot be followed.
    pub fn apply_events(&mut self, events: &Events) -> Result<Changes, Gap> {
        if events.resync || events.epoch != self.cursor.epoch {
            return Err(Gap::Resync);
        }
        let (mut touches, mut news) = (Touches::default(), Vec::new());
        self.leave_out(&events.reload, &mut touches);
        for event in &events.events {
            if event.seq > self.cursor.seq {
                self.absorb(&event.into(), &mut touches, &mut news);
            }
        }
        self.cursor.seq = self.cursor.seq.max(events.seq);
        let touched = self.finish(touches);
        Ok(Changes { touched, news })
    }

    /// One event that is known to be the next, such as the tests' *old snapshot + events = new snapshot*.
    pub fn apply(&mut self, event: &Event) -> Changes {
        let (mut touches, mut news) = (Touches::default(), Vec::new());
        if event.seq > self.cursor.seq {
            self.absorb(&event.into(), &mut touches, &mut news);
        }
        let touched = self.finish(touches);
        Changes { touched, news }
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
        self.areas.lose(rooms, touches);
    }

    /// Everything up to `seq` was sent.
    pub fn checkpoint(&mut self, seq: i64) {
        self.cursor.seq = self.cursor.seq.max(seq);
    }

    fn absorb(&mut self, event: &ReadEvent, touches: &mut Touches, news: &mut Vec<News>) {
        self.cursor.seq = event.seq;
        let (kind, payload) = match &event.content {
            Content::Known(kind, payload) => (*kind, payload),
            Content::UnknownKind => return,
            // Whatever it changed, what is loaded tells when asked again.
            Content::Unreadable => {
                let rooms = self.areas.rooms();
                self.areas.lose(&rooms, touches);
                return;
            }
        };
        let told = Told {
            event,
            kind,
            payload,
            base: &self.base,
        };
        // Before the change, since a deleted task's title is about to go.
        if let Some(entry) = self.entry_of(&told) {
            news.extend(News::of(&entry));
            self.feed.add(entry);
            touches.add(Touched::Activity);
        }
        self.base.apply(payload, touches);
        let told = Told {
            event,
            kind,
            payload,
            base: &self.base,
        };
        if matches!(**payload, Payload::Workspace(_)) {
            self.areas.follow_workspace(&self.base, touches);
        }
        self.areas.absorb(&told, touches);
        self.areas.forget_strangers(&self.base, touches);
    }
}
