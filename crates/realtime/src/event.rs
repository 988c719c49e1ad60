//! An event of a stream as the hub holds it: its bytes made once, its audience and what it does to rights.

use bytes::Bytes;
use serde::Deserialize;
use tutti_types::events::{Audience, EventKind, TaskLocation};
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{BoardId, Epoch, TaskId, Timestamp, UserId};

use crate::Effect;

/// The task that an event carries, and where it is by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub task: TaskId,
    /// The board it is on.
    pub board: BoardId,
    /// The board it came from, where that is another one.
    pub left: Option<BoardId>,
    /// Who made it and who works on it.
    pub people: Vec<UserId>,
    /// Whether others work on it than before.
    pub reassigned: bool,
}

impl Carried {
    /// Reads it out of a payload; `None` for what carries no task.
    fn of(kind: EventKind, data: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Whole {
            task: Task,
            #[serde(default)]
            changed: Vec<String>,
            from: Option<TaskLocation>,
        }
        #[derive(Deserialize)]
        struct Task {
            id: TaskId,
            board_id: BoardId,
            created_by: Option<UserId>,
            #[serde(default)]
            assignee_ids: Vec<UserId>,
        }
        match kind {
            EventKind::TaskCreated
            | EventKind::TaskUpdated
            | EventKind::TaskMoved
            | EventKind::TaskRestored => {}
            _ => return None,
        }
        let Whole {
            task,
            changed,
            from,
        } = serde_json::from_str(data).ok()?;
        let mut people = task.assignee_ids;
        people.extend(task.created_by);
        Some(Self {
            task: task.id,
            board: task.board_id,
            left: from
                .map(|from| from.board_id)
                .filter(|left| *left != task.board_id),
            people,
            reassigned: changed.iter().any(|field| field == "assignee_ids"),
        })
    }
}

/// One event. Shared by the ring, those who catch up and the frames; never changed.
#[derive(Debug)]
pub struct StreamEvent {
    seq: i64,
    kind: Option<EventKind>,
    actor: Option<UserId>,
    audience: Audience,
    effect: Effect,
    carried: Option<Carried>,
    body: Bytes,
}

impl StreamEvent {
    /// From an event's row, or from what the gate has just committed.
    ///
    /// `kind` may be one of a newer server: it changes no rights then. `data` must be JSON; of most kinds it is copied unread, of
    /// those that change rights and those that carry a task what is asked for later is read now. A row whose audience this server cannot read is given `Users(vec![])`.
    #[must_use]
    pub fn new(
        seq: i64,
        at: Timestamp,
        actor_id: Option<UserId>,
        op: Option<&str>,
        kind: &str,
        audience: Audience,
        data: &str,
    ) -> Self {
        let known = kind.parse().ok();
        Self {
            seq,
            kind: known,
            actor: actor_id,
            audience,
            effect: known.map_or(Effect::None, |kind| Effect::of(kind, data)),
            carried: known.and_then(|kind| Carried::of(kind, data)),
            body: body(at, actor_id, op, kind, data),
        }
    }

    /// The same, by which a room's readers are these from now on. What is no board has them told so, whatever the event's kind.
    #[must_use]
    pub fn handing(mut self, room: Room, readers: RoomReaders) -> Self {
        self.effect = Effect::Room { room, readers };
        self
    }

    /// Its position.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.seq
    }
    /// What happened; absent for a kind of a newer server.
    #[must_use]
    pub const fn kind(&self) -> Option<EventKind> {
        self.kind
    }
    /// Who did it; absent for the system itself.
    #[must_use]
    pub const fn actor(&self) -> Option<UserId> {
        self.actor
    }
    /// Who may read it; but ask [`crate::Roster::may_receive`], which knows the exceptions.
    #[must_use]
    pub const fn audience(&self) -> &Audience {
        &self.audience
    }
    /// What it does to rights.
    #[must_use]
    pub const fn effect(&self) -> &Effect {
        &self.effect
    }
    /// The task it carries, where it carries one whole.
    #[must_use]
    pub const fn carried(&self) -> Option<&Carried> {
        self.carried.as_ref()
    }
    /// The JSON of its fields from `at` on, with the closing brace.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Writes it as an item of the polling path's answer.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(format!(r#"{{"seq":{},"#, self.seq).as_bytes());
        out.extend_from_slice(&self.body);
    }
}

/// The answer of `GET …/events`, from bytes that are already there.
#[must_use]
pub fn answer<'a>(
    epoch: Epoch,
    seq: i64,
    more: bool,
    resync: bool,
    reload: &[Room],
    events: impl IntoIterator<Item = &'a StreamEvent>,
) -> Vec<u8> {
    // Rooms are words and ids, so writing them cannot fail.
    let reload = serde_json::to_string(reload).unwrap_or_default();
    let head = format!(
        r#"{{"epoch":"{epoch}","seq":{seq},"more":{more},"resync":{resync},"reload":{reload},"events":["#
    );
    let mut out = head.into_bytes();
    for (i, event) in events.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        event.write_json(&mut out);
    }
    out.extend_from_slice(b"]}");
    out
}

fn body(
    at: Timestamp,
    actor_id: Option<UserId>,
    op: Option<&str>,
    kind: &str,
    data: &str,
) -> Bytes {
    let mut body = String::with_capacity(160 + data.len());
    body.push_str(&format!(r#""at":"{at}","actor_id":"#));
    match actor_id {
        Some(id) => body.push_str(&format!(r#""{id}""#)),
        None => body.push_str("null"),
    }
    if let Some(op) = op {
        body.push_str(r#","op":"#);
        push_text(&mut body, op);
    }
    body.push_str(r#","kind":"#);
    push_text(&mut body, kind);
    body.push_str(r#","data":"#);
    body.push_str(data);
    body.push('}');
    // Bytes would keep the spare room for as long as the ring keeps the event.
    body.shrink_to_fit();
    Bytes::from(body)
}

/// A key of a client's may hold quotes.
fn push_text(out: &mut String, text: &str) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_types::events::Events;
    use tutti_types::realtime::EventFrame;
    use tutti_types::{Permission, WorkspaceId};

    #[test]
    fn a_frame_and_an_answer_are_what_the_types_say() {
        let (workspace, epoch, actor) = (WorkspaceId::new(), Epoch::new(), UserId::new());
        let event = StreamEvent::new(
            7,
            Timestamp::from_micros(1_000_000),
            Some(actor),
            Some("a \"key\""),
            "task.new_kind",
            Audience::May(Permission::PeopleReadAll),
            r#"{"x":1}"#,
        );
        assert_eq!(event.kind(), None);
        let frame = crate::frame::event(workspace, epoch, 4, &event);
        let parsed: EventFrame = serde_json::from_slice(&frame[4..]).unwrap();
        assert_eq!((parsed.seq, parsed.prev), (7, 4));
        assert_eq!((parsed.workspace_id, parsed.epoch), (workspace, epoch));
        assert_eq!(parsed.actor_id, Some(actor));
        assert_eq!(parsed.op.as_deref(), Some("a \"key\""));
        assert_eq!(parsed.data.get(), r#"{"x":1}"#);

        let quiet = StreamEvent::new(
            8,
            Timestamp::from_micros(0),
            None,
            None,
            "task.updated",
            Audience::May(Permission::PeopleReadAll),
            "{}",
        );
        let events: Events =
            serde_json::from_slice(&answer(epoch, 8, true, false, &[], [&event, &quiet])).unwrap();
        assert_eq!((events.seq, events.more, events.resync), (8, true, false));
        assert_eq!(
            events.events.iter().map(|e| e.seq).collect::<Vec<_>>(),
            [7, 8]
        );
        assert_eq!(events.events[1].op, None);
    }
}
