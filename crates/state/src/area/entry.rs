//! An event on its way into an area, and what the feed says of it.

use tutti_types::activity::{Change, Subject};
use tutti_types::events::EventKind;
use tutti_types::rooms::Room;

use crate::base::Base;
use crate::event::{Payload, ReadEvent};

/// An event that can be told, and the workspace as it is by it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'a> {
    pub(crate) event: &'a ReadEvent,
    pub(crate) kind: EventKind,
    pub(crate) payload: &'a Payload,
    pub(crate) base: &'a Base,
}

/// What the feed says of an event besides who did it and when.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) room: Option<Room>,
    pub(crate) subject: Subject,
    pub(crate) changes: &'a [Change],
}
