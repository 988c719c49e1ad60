//! A server's frame of any type, parsed in one pass: one structure with all their fields, since a tagged enumeration would buffer
//! each frame. The server writes an event's `kind` before its `data`, so the payload is read where it stands.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use tutti_types::events::EventKind;
use tutti_types::realtime::Presence;
use tutti_types::rooms::Room;
use tutti_types::{BoardId, Epoch, TaskId, Timestamp, UserId, WorkspaceId};

use super::payload::Payload;
use super::{Content, Frame, ReadEvent};

#[derive(Debug, Default)]
pub(crate) struct AnyFrame {
    pub(crate) r#type: String,
    pub(crate) workspace_id: Option<WorkspaceId>,
    pub(crate) build: Option<String>,
    pub(crate) rev: Option<i64>,
    pub(crate) seq: Option<i64>,
    pub(crate) rooms: Vec<Room>,
    pub(crate) full: Option<bool>,
    pub(crate) users: Option<Vec<Presence>>,
    pub(crate) user_ids: Option<Vec<UserId>>,
    pub(crate) board_id: Option<BoardId>,
    pub(crate) task_id: Option<TaskId>,
    pub(crate) what: Option<String>,
    epoch: Option<Epoch>,
    prev: Option<i64>,
    at: Option<Timestamp>,
    actor_id: Option<UserId>,
    op: Option<String>,
    kind: Option<String>,
    content: Option<Content>,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Type,
    WorkspaceId,
    Build,
    Rev,
    Seq,
    Rooms,
    Full,
    Users,
    UserIds,
    BoardId,
    TaskId,
    What,
    Epoch,
    Prev,
    At,
    ActorId,
    Op,
    Kind,
    Data,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Rooms(#[serde(deserialize_with = "tutti_types::rooms::known")] Vec<Room>);

/// Reads a frame; `passes_data_over` where its payload has turned out to be unreadable.
struct Reading {
    passes_data_over: bool,
}

impl AnyFrame {
    /// `None` where the text is not a frame, or is one of a server too new to be read. An event keeps its place in the stream even if
    /// its payload cannot be read.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let read = |passes_data_over| {
            let mut json = serde_json::Deserializer::from_str(text);
            let reading = Reading { passes_data_over };
            reading.deserialize(&mut json).ok()
        };
        read(false).or_else(|| read(true))
    }

    pub(crate) fn into_event(self) -> Option<Frame> {
        Some(Frame {
            workspace_id: self.workspace_id?,
            epoch: self.epoch?,
            prev: self.prev?,
            event: ReadEvent {
                seq: self.seq?,
                at: self.at?,
                actor_id: self.actor_id,
                op: self.op,
                content: self.content?,
            },
        })
    }

    fn read_field<'de, A: MapAccess<'de>>(
        &mut self,
        field: &Field,
        map: &mut A,
    ) -> Result<(), A::Error> {
        match field {
            Field::Type => self.r#type = map.next_value()?,
            Field::WorkspaceId => self.workspace_id = map.next_value()?,
            Field::Build => self.build = map.next_value()?,
            Field::Rev => self.rev = map.next_value()?,
            Field::Seq => self.seq = map.next_value()?,
            Field::Rooms => self.rooms = map.next_value::<Rooms>()?.0,
            Field::Full => self.full = map.next_value()?,
            Field::Users => self.users = map.next_value()?,
            Field::UserIds => self.user_ids = map.next_value()?,
            Field::BoardId => self.board_id = map.next_value()?,
            Field::TaskId => self.task_id = map.next_value()?,
            Field::What => self.what = map.next_value()?,
            Field::Epoch => self.epoch = map.next_value()?,
            Field::Prev => self.prev = map.next_value()?,
            Field::At => self.at = map.next_value()?,
            Field::ActorId => self.actor_id = map.next_value()?,
            Field::Op => self.op = map.next_value()?,
            Field::Kind => self.kind = map.next_value()?,
            Field::Data | Field::Unknown => _ = map.next_value::<IgnoredAny>()?,
        }
        Ok(())
    }
}

/// What a kind's name stands for; absent for one of a newer server.
fn known(kind: Option<&String>) -> Option<EventKind> {
    kind.and_then(|kind| kind.parse().ok())
}

impl<'de> DeserializeSeed<'de> for Reading {
    type Value = AnyFrame;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<AnyFrame, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reading {
    type Value = AnyFrame;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a frame")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnyFrame, A::Error> {
        let mut frame = AnyFrame::default();
        // Where it stands before its kind, it is read afterwards.
        let mut unread: Option<Box<RawValue>> = None;
        while let Some(field) = map.next_key::<Field>()? {
            match (&field, &frame.kind) {
                (Field::Data, _) if self.passes_data_over => {
                    frame.content = Some(Content::Unreadable);
                    frame.read_field(&field, &mut map)?;
                }
                (Field::Data, None) => unread = Some(map.next_value()?),
                (Field::Data, Some(_)) => match known(frame.kind.as_ref()) {
                    Some(kind) => {
                        let payload = map.next_value_seed(PayloadOf(kind))?;
                        frame.content = Some(Content::new(kind, Some(payload)));
                    }
                    None => {
                        frame.content = Some(Content::UnknownKind);
                        frame.read_field(&field, &mut map)?;
                    }
                },
                _ => frame.read_field(&field, &mut map)?,
            }
        }
        if let Some(data) = unread {
            frame.content = Some(match known(frame.kind.as_ref()) {
                Some(kind) => Content::new(kind, Payload::of_text(kind, data.get())),
                None => Content::UnknownKind,
            });
        }
        if frame.r#type.is_empty() {
            return Err(de::Error::missing_field("type"));
        }
        Ok(frame)
    }
}

/// Reads the payload of a kind where it stands.
struct PayloadOf(EventKind);

impl<'de> DeserializeSeed<'de> for PayloadOf {
    type Value = Payload;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Payload, D::Error> {
        Payload::read(self.0, from)
    }
}
