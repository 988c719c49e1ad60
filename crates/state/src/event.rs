//! An event of the stream with its payload read, once: from a frame's text as it is parsed, or from a page of polling.

mod any_frame;
mod payload;

use std::rc::Rc;

use tutti_types::events::{Event, EventKind};
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

pub(crate) use any_frame::AnyFrame;
pub(crate) use payload::Payload;

/// An event whose payload is read. Copies of it share the payload.
#[derive(Clone, Debug)]
pub struct ReadEvent {
    /// Its position in the stream.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; absent for the system itself.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request that did it.
    pub op: Option<String>,
    pub(crate) content: Content,
}

/// What an event says.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Known(EventKind, Rc<Payload>),
    /// A kind of a newer server: it moves the cursor and does nothing else.
    UnknownKind,
    /// A payload that is not what its kind promises: something has happened that cannot be told.
    Unreadable,
}

impl Content {
    fn new(kind: EventKind, payload: Option<Payload>) -> Self {
        payload.map_or(Self::Unreadable, |payload| {
            Self::Known(kind, Rc::new(payload))
        })
    }
}

impl From<&Event> for ReadEvent {
    fn from(event: &Event) -> Self {
        let content = match event.kind.parse() {
            Ok(kind) => Content::new(kind, Payload::of_text(kind, event.data.get())),
            Err(_) => Content::UnknownKind,
        };
        Self {
            seq: event.seq,
            at: event.at,
            actor_id: event.actor_id,
            op: event.op.clone(),
            content,
        }
    }
}

/// An event as the socket brings it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The workspace whose stream it is of.
    pub workspace_id: WorkspaceId,
    /// The stream's life.
    pub epoch: Epoch,
    /// The client's cursor before it: another one means that something was missed.
    pub prev: i64,
    pub event: ReadEvent,
}

impl Frame {
    /// Reads the text of an event's frame; `None` where it is not one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        AnyFrame::read(text)?.into_event()
    }
}

#[cfg(test)]
mod tests;
