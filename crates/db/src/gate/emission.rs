//! The end of a transaction: its events, activity entries and kept answer are numbered and written, and handed to the hub.

mod numbering;
mod people;

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::value::to_raw_value;
use tutti_types::activity::{ActorKind, SubjectKind};
use tutti_types::events::{Audience, EventKind};
use tutti_types::me::MeWhat;
use tutti_types::rooms::{Room, RoomKind, RoomReaders};
use tutti_types::{Epoch, RoomId, SessionId, SubjectId, Timestamp, UserId, WorkspaceId};

use super::ActivityEntry;
use crate::error::{Error, Result};
use numbering::{Numbering, Owned};
pub(super) use people::Logged;

statement!(
    /// The last statement of a transaction: see `stream.emit` in the migrations.
    Emit {
        workspace: WorkspaceId => Uuid, actors: Vec<Option<UserId>> => Array<Nullable<Uuid>>, ops: Vec<Option<String>> => Array<Nullable<Text>>,
        kinds: Vec<EventKind> => Array<Text>, audiences: Vec<String> => Array<Text>, data: Vec<String> => Array<Text>,
        actor_kinds: Vec<ActorKind> => Array<Text>, room_kinds: Vec<Option<RoomKind>> => Array<Nullable<Text>>,
        rooms: Vec<Option<RoomId>> => Array<Nullable<Uuid>>, subject_kinds: Vec<Option<SubjectKind>> => Array<Nullable<Text>>,
        subjects: Vec<Option<SubjectId>> => Array<Nullable<Uuid>>, names: Vec<Option<String>> => Array<Nullable<Text>>,
        changes: Vec<String> => Array<Text>,
        before: Vec<i64> => Array<BigInt>, changed_kinds: Vec<Option<SubjectKind>> => Array<Nullable<Text>>,
        changed: Vec<Option<SubjectId>> => Array<Nullable<Uuid>>,
        people: Vec<UserId> => Array<Uuid>, keys: Vec<String> => Array<Text>, request_hashes: Vec<Vec<u8>> => Array<Binary>,
        answers: Vec<Option<String>> => Array<Nullable<Text>>, answers_before: Vec<Option<i64>> => Array<Nullable<BigInt>>,
    } -> (Uuid, BigInt, Timestamptz), locks Streams;
    "SELECT epoch, first_seq, at FROM stream.emit(" workspace ", " actors ", " ops ", " kinds ", " audiences ", " data ", " actor_kinds ", " room_kinds
    ", " rooms ", " subject_kinds ", " subjects ", " names ", " changes ", " before ", " changed_kinds ", " changed
    ", " people ", " keys ", " request_hashes ", " answers ", " answers_before ")"
);

statement!(
    /// Keeps the key of a request that left no events, with its answer: see `gate.keep_answer` in the migrations.
    KeepResponse { user: UserId => Uuid, key: String => Text, request_hash: Vec<u8> => Binary, answer: Option<String> => Nullable<Text> } -> Nullable<Text>, locks Keys;
    "SELECT gate.keep_answer(" user ", " key ", " request_hash ", " answer ")::text"
);

impl From<Kept> for KeepResponse {
    fn from(kept: Kept) -> Self {
        Self {
            user: kept.person,
            key: kept.key,
            request_hash: kept.request_hash,
            answer: kept.answer,
        }
    }
}

/// An event that waits for the end of its transaction.
pub(super) struct Pending {
    pub(super) kind: EventKind,
    pub(super) audience: Audience,
    pub(super) data: String,
    pub(super) entry: Option<ActivityEntry>,
    /// What has its position as `changed_seq` from then on: a row, where its kind has such a column.
    pub(super) changed: Option<(SubjectKind, SubjectId)>,
    /// The room whose readers it hands over.
    pub(super) handed: Option<Room>,
}

impl Pending {
    /// One that has no entry, and by which nothing changed.
    pub(super) fn new(kind: EventKind, audience: Audience, data: &impl Serialize) -> Self {
        // Our own payloads hold nothing that JSON cannot say.
        let data = to_raw_value(data).map_or_else(|_| "{}".to_owned(), |raw| raw.get().to_owned());
        Self {
            kind,
            audience,
            data,
            entry: None,
            changed: None,
            handed: None,
        }
    }
}

/// An event that is in the database.
#[derive(Clone, Debug)]
pub struct CommittedEvent {
    pub seq: i64,
    pub at: Timestamp,
    /// Who did it.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request.
    pub op: Option<String>,
    pub kind: EventKind,
    /// Who may read it.
    pub audience: Audience,
    /// The payload, JSON.
    pub data: String,
    /// The room that is read by these from then on.
    pub handed: Option<(Room, RoomReaders)>,
}

/// What a commit brought, for the hub.
#[derive(Debug, Default)]
pub struct Committed {
    /// Events of each stream that was written to, in order.
    pub streams: Vec<(WorkspaceId, Epoch, Vec<CommittedEvent>)>,
    /// People whose own things changed, with their new revision.
    pub people: Vec<(UserId, i64, MeWhat)>,
    /// Sessions that ended.
    pub revoked: Vec<SessionId>,
    /// Whether jobs were added.
    pub enqueued: bool,
}

impl Committed {
    /// The position before the first event of this request in a stream; `None` where it left none there.
    pub(super) fn before(&self, workspace: WorkspaceId) -> Option<i64> {
        let mut streams = self.streams.iter();
        let (_, _, events) = streams.find(|(id, ..)| *id == workspace)?;
        events.first().map(|event| event.seq - 1)
    }
}

/// Where commits are made known. Called on a blocking thread, in the order of this node's commits of one workspace.
pub trait Publish: Send + Sync {
    /// Takes over what a commit brought.
    fn committed(&self, committed: Committed);
}

/// The key of a request that may be repeated, with the answer that a repetition gets; without one it is answered anew.
pub(super) struct Kept {
    pub(super) person: UserId,
    pub(super) key: String,
    pub(super) request_hash: Vec<u8>,
    pub(super) answer: Option<String>,
}

/// What a request gathered.
pub(super) struct Unsent {
    pub(super) actor: Option<UserId>,
    pub(super) op: Option<String>,
    pub(super) kept: Option<Kept>,
    pub(super) events: BTreeMap<WorkspaceId, Vec<Pending>>,
    pub(super) touched: Vec<(UserId, MeWhat)>,
    pub(super) logged: Vec<Logged>,
    pub(super) revoked: Vec<SessionId>,
    /// Whether the streams that it writes to begin another life.
    pub(super) renews: bool,
    pub(super) enqueued: bool,
}

impl Unsent {
    /// Writes what the only request of a transaction gathered. See [`emit`].
    pub(super) fn emit(self, conn: &mut PgConnection) -> Result<Committed> {
        Ok(emit(conn, vec![self])?.pop().unwrap_or_default())
    }
}

/// Writes what the requests that share a transaction gathered, people first, then one statement a stream, and tells each its own. Locks
/// the streams, so nothing else may be locked in this transaction afterwards.
pub(super) fn emit(conn: &mut PgConnection, mut requests: Vec<Unsent>) -> Result<Vec<Committed>> {
    let mut revisions = people::raise(conn, &mut requests)?;
    let mut committed = Vec::with_capacity(requests.len());
    // Streams are locked in the order of their ids, so that two transactions that write to several cannot wait for each other.
    let mut streams: BTreeMap<WorkspaceId, Numbering> = BTreeMap::new();
    for (request, unsent) in requests.into_iter().enumerate() {
        let Unsent {
            actor,
            op,
            mut kept,
            events,
            touched,
            logged: _,
            revoked,
            renews,
            enqueued,
        } = unsent;
        for (workspace, events) in events {
            let stream = streams.entry(workspace).or_default();
            let before = i64::try_from(stream.events.len()).unwrap_or(i64::MAX);
            stream.kept.extend(kept.take().map(|kept| (before, kept)));
            stream.renewed |= renews;
            stream.events.extend(events.into_iter().map(|event| Owned {
                request,
                before,
                actor,
                op: op.clone(),
                event,
            }));
        }
        if let Some(kept) = kept {
            KeepResponse::from(kept).execute(conn)?;
        }
        committed.push(Committed {
            streams: Vec::new(),
            people: revisions.give(touched),
            revoked,
            enqueued,
        });
    }
    for (workspace, stream) in streams {
        let (epoch, numbered) = stream.emit(conn, workspace)?;
        for (request, event) in numbered {
            let Some(Committed { streams, .. }) = committed.get_mut(request) else {
                continue;
            };
            match streams.last_mut() {
                Some((last, _, events)) if *last == workspace => events.push(event),
                _ => streams.push((workspace, epoch, vec![event])),
            }
        }
    }
    Ok(committed)
}

/// JSON as it is written.
pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|e| Error::Database(diesel::result::Error::SerializationError(e.into())))
}
