//! One stream's share of a transaction.

use std::collections::HashMap;

use diesel::{PgConnection, RunQueryDsl};
use tutti_types::activity::{Actor, ActorKind, Subject};
use tutti_types::events::Audience;
use tutti_types::rooms::{Room, RoomReaders};
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

use super::{CommittedEvent, Emit, Kept, Pending, to_json};
use crate::error::Result;
use crate::gate::ActivityEntry;
use crate::models::room::HandOver;
use crate::models::stream;

/// How a position begins that is not known yet: see [`crate::gate::Tx::next_seq`].
const UNNUMBERED: &str = "\"changed_seq\":-";

fn is_unnumbered(json: &str) -> bool {
    json.contains(UNNUMBERED)
}

/// As `stream.numbered` in the migrations: the same JSON goes to the hub as to the table.
fn numbered(json: String, before: i64) -> String {
    if !is_unnumbered(&json) {
        return json;
    }
    let mut pieces = json.split(UNNUMBERED);
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_digit());
        let (number, rest) = piece.split_at(end.unwrap_or(piece.len()));
        let number: i64 = number.parse().unwrap_or_default();
        whole.push_str(UNNUMBERED.trim_end_matches('-'));
        whole.push_str(&(before + number).to_string());
        whole.push_str(rest);
    }
    whole
}

/// An event with whose it is.
pub(super) struct Owned {
    /// The request, counted within the transaction.
    pub(super) request: usize,
    /// How many events of other requests stand before this request's.
    pub(super) before: i64,
    pub(super) actor: Option<UserId>,
    pub(super) op: Option<String>,
    pub(super) event: Pending,
}

impl Owned {
    fn entry(&self) -> Option<&ActivityEntry> {
        self.event.entry.as_ref()
    }

    fn actor_kind(&self) -> ActorKind {
        Actor::person_or_system(self.actor).kind
    }

    fn changes(&self) -> Result<String> {
        self.entry()
            .map_or(Ok("[]".to_owned()), |entry| to_json(&entry.changes))
    }
}

/// Who reads the rooms that some events hand over, by the events' positions.
fn hand_over(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    first_seq: i64,
    events: &[Owned],
) -> Result<HashMap<i64, RoomReaders>> {
    let numbered = (first_seq..).zip(events);
    let handed = numbered.filter_map(|(seq, owned)| Some((seq, owned.event.handed?)));
    let (seqs, rooms): (Vec<i64>, Vec<String>) = handed
        .map(|(seq, room)| (seq, Audience::Room(room).to_string()))
        .unzip();
    if seqs.is_empty() {
        return Ok(HashMap::new());
    }
    let hand_over = HandOver {
        workspace,
        seqs,
        rooms,
    };
    let readers: Vec<(i64, String)> = hand_over.get_results(conn)?;
    let parsed = readers.into_iter().map(|(seq, readers)| {
        let readers = readers.parse();
        Ok((
            seq,
            readers
                .map_err(|wrong| diesel::result::Error::DeserializationError(Box::new(wrong)))?,
        ))
    });
    parsed.collect()
}

fn of_rooms<T>(events: &[Owned], field: impl Fn(Room) -> T) -> Vec<Option<T>> {
    let room = |event: &Owned| event.entry()?.room.map(&field);
    events.iter().map(room).collect()
}

fn of_subjects<T>(events: &[Owned], field: impl Fn(&Subject) -> T) -> Vec<Option<T>> {
    let subject = |event: &Owned| event.entry().map(|entry| field(&entry.subject));
    events.iter().map(subject).collect()
}

/// Events and answers that wait for one stream's lock.
#[derive(Default)]
pub(super) struct Numbering {
    pub(super) events: Vec<Owned>,
    /// Each with how many events of other requests stand before its request's.
    pub(super) kept: Vec<(i64, Kept)>,
    /// Whether the stream begins another life.
    pub(super) renewed: bool,
}

impl Numbering {
    /// Writes them; each event comes back with the request it belongs to.
    pub(super) fn emit(
        self,
        conn: &mut PgConnection,
        workspace: WorkspaceId,
    ) -> Result<(Epoch, Vec<(usize, CommittedEvent)>)> {
        let Self {
            events,
            mut kept,
            renewed,
        } = self;
        if renewed {
            stream::renew(conn, workspace)?;
        }
        // In one order: two workspaces may be asked by one person with the same keys.
        kept.sort_by(|(_, a), (_, b)| (a.person, &a.key).cmp(&(b.person, &b.key)));
        let mut emit = Emit {
            workspace,
            actors: events.iter().map(|e| e.actor).collect(),
            ops: events.iter().map(|e| e.op.clone()).collect(),
            kinds: events.iter().map(|e| e.event.kind).collect(),
            audiences: events
                .iter()
                .map(|e| e.event.audience.to_string())
                .collect(),
            data: events.iter().map(|e| e.event.data.clone()).collect(),
            actor_kinds: events.iter().map(Owned::actor_kind).collect(),
            room_kinds: of_rooms(&events, |room| room.kind),
            rooms: of_rooms(&events, |room| room.id),
            subject_kinds: of_subjects(&events, |subject| subject.kind),
            subjects: of_subjects(&events, |subject| subject.id),
            names: of_subjects(&events, |subject| subject.name.clone()),
            changes: events.iter().map(Owned::changes).collect::<Result<_>>()?,
            before: events.iter().map(|e| e.before).collect(),
            changed_kinds: events
                .iter()
                .map(|e| e.event.changed.map(|(kind, _)| kind))
                .collect(),
            changed: events
                .iter()
                .map(|e| e.event.changed.map(|(_, id)| id))
                .collect(),
            people: Vec::with_capacity(kept.len()),
            keys: Vec::with_capacity(kept.len()),
            request_hashes: Vec::with_capacity(kept.len()),
            answers: Vec::with_capacity(kept.len()),
            answers_before: Vec::with_capacity(kept.len()),
        };
        for (before, kept) in kept {
            let waits = kept.answer.as_deref().is_some_and(is_unnumbered);
            emit.answers_before.push(waits.then_some(before));
            emit.people.push(kept.person);
            emit.keys.push(kept.key);
            emit.request_hashes.push(kept.request_hash);
            emit.answers.push(kept.answer);
        }
        let (epoch, first_seq, at): (Epoch, i64, Timestamp) = emit.get_result(conn)?;
        let mut handed = hand_over(conn, workspace, first_seq, &events)?;
        let numbered = (first_seq..).zip(events).map(|(seq, owned)| {
            let event = CommittedEvent {
                seq,
                at,
                actor_id: owned.actor,
                op: owned.op,
                kind: owned.event.kind,
                audience: owned.event.audience,
                data: numbered(owned.event.data, first_seq - 1 + owned.before),
                handed: owned.event.handed.zip(handed.remove(&seq)),
            };
            (owned.request, event)
        });
        Ok((epoch, numbered.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_in_the_place_of_numbers_and_texts_stay_as_they_are() {
        let typed = serde_json::json!({"title": "\"changed_seq\":-1,"}).to_string();
        assert_eq!(numbered(typed.clone(), 7), typed);
        let two = r#"{"items":[{"changed_seq":-1,"a":1},{"changed_seq":5,"a":-1},{"a":2,"changed_seq":-12}]}"#;
        assert_eq!(
            numbered(two.to_owned(), 7),
            r#"{"items":[{"changed_seq":8,"a":1},{"changed_seq":5,"a":-1},{"a":2,"changed_seq":19}]}"#
        );
    }
}
