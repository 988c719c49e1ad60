//! The end of a transaction: its events, activity entries and kept answer are numbered and written, and handed to the hub.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Uuid};
use diesel::{PgConnection, RunQueryDsl};
use serde::Serialize;
use tutti_types::events::{Audience, EventKind};
use tutti_types::me::MeWhat;
use tutti_types::{BoardId, Epoch, SessionId, TaskId, Timestamp, UserId, WorkspaceId};

use super::Entry;
use crate::error::{Error, Result};

statement!(
    /// The last statement of a transaction: see `stream.emit` in the migrations.
    Emit {
        workspace: WorkspaceId => Uuid, actor: Option<UserId> => Nullable<Uuid>, op: Option<String> => Nullable<Text>,
        kinds: Vec<EventKind> => Array<Text>, audiences: Vec<String> => Array<Text>, data: Vec<String> => Array<Text>,
        boards: Vec<Option<BoardId>> => Array<Nullable<Uuid>>, tasks: Vec<Option<TaskId>> => Array<Nullable<Uuid>>,
        subjects: Vec<Option<String>> => Array<Nullable<Text>>, changes: Vec<String> => Array<Text>,
        request_hash: Option<Vec<u8>> => Nullable<Binary>, answer: Option<String> => Nullable<Text>,
    } -> (Uuid, BigInt, Timestamptz);
    "SELECT epoch, first_seq, at FROM stream.emit(" workspace ", " actor ", " op ", " kinds ", " audiences ", " data ", " boards ", " tasks
    ", " subjects ", " changes ", " request_hash ", " answer ")"
);

statement!(
    /// Keeps the answer of a request that left no events: see `gate.keep_answer` in the migrations.
    KeepAnswer { user: UserId => Uuid, key: String => Text, request_hash: Vec<u8> => Binary, answer: String => Text } -> Nullable<Text>;
    "SELECT gate.keep_answer(" user ", " key ", " request_hash ", " answer ")::text"
);

/// An event that waits for the end of its transaction.
pub(super) struct Pending {
    pub(super) kind: EventKind,
    pub(super) audience: Audience,
    pub(super) data: String,
    pub(super) entry: Option<Entry>,
}

/// An event that is in the database.
#[derive(Clone, Debug)]
pub struct CommittedEvent {
    /// Its position.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor_id: Option<UserId>,
    /// The Idempotency-Key of the request.
    pub op: Option<String>,
    /// What happened.
    pub kind: EventKind,
    /// Who may read it.
    pub audience: Audience,
    /// The payload, JSON.
    pub data: String,
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
}

/// Where commits are made known. Called on a blocking thread, in the order of this node's commits of one workspace.
pub trait Publish: Send + Sync {
    /// Takes over what a commit brought.
    fn committed(&self, committed: Committed);
}

/// What a transaction gathered.
pub(super) struct Unsent {
    pub(super) actor: Option<UserId>,
    pub(super) key: Option<String>,
    /// The request's hash and its answer, under the key.
    pub(super) kept: Option<(Vec<u8>, String)>,
    pub(super) events: BTreeMap<WorkspaceId, Vec<Pending>>,
    pub(super) people: Vec<(UserId, i64, MeWhat)>,
    pub(super) revoked: Vec<SessionId>,
}

impl Unsent {
    /// Writes it. Locks the streams, so nothing else may be locked in this transaction afterwards.
    pub(super) fn emit(self, conn: &mut PgConnection) -> Result<Committed> {
        let Self {
            actor,
            key,
            mut kept,
            events,
            people,
            revoked,
        } = self;
        let mut committed = Committed {
            streams: Vec::new(),
            people,
            revoked,
        };
        if events.is_empty() {
            if let (Some(user), Some(key), Some((request_hash, answer))) = (actor, key, kept) {
                KeepAnswer {
                    user,
                    key,
                    request_hash,
                    answer,
                }
                .execute(conn)?;
            }
            return Ok(committed);
        }
        // Streams are locked in the order of their ids, so that two transactions that write to several cannot wait for each other.
        for (workspace, events) in events {
            let stream = Numbering {
                workspace,
                actor,
                key: key.clone(),
                kept: kept.take(),
            };
            committed.streams.push(stream.emit(conn, events)?);
        }
        Ok(committed)
    }
}

/// One stream's share of a transaction.
struct Numbering {
    workspace: WorkspaceId,
    actor: Option<UserId>,
    key: Option<String>,
    kept: Option<(Vec<u8>, String)>,
}

impl Numbering {
    fn emit(
        self,
        conn: &mut PgConnection,
        events: Vec<Pending>,
    ) -> Result<(WorkspaceId, Epoch, Vec<CommittedEvent>)> {
        let Self {
            workspace,
            actor,
            key,
            kept,
        } = self;
        let (request_hash, answer) = kept.unzip();
        let entry = |e: &Pending| {
            e.entry
                .as_ref()
                .map(|entry| (entry.board_id, entry.task_id))
        };
        let changes = |e: &Pending| {
            e.entry
                .as_ref()
                .map_or(Ok("[]".to_owned()), |entry| to_json(&entry.changes))
        };
        let emit = Emit {
            workspace,
            actor,
            op: key.clone(),
            kinds: events.iter().map(|e| e.kind).collect(),
            audiences: events.iter().map(|e| e.audience.to_string()).collect(),
            data: events.iter().map(|e| e.data.clone()).collect(),
            boards: events
                .iter()
                .map(|e| entry(e).and_then(|(board, _)| board))
                .collect(),
            tasks: events
                .iter()
                .map(|e| entry(e).and_then(|(_, task)| task))
                .collect(),
            subjects: events
                .iter()
                .map(|e| e.entry.as_ref().map(|entry| entry.subject.clone()))
                .collect(),
            changes: events.iter().map(changes).collect::<Result<_>>()?,
            request_hash,
            answer,
        };
        let (epoch, first_seq, at): (Epoch, i64, Timestamp) = emit.get_result(conn)?;
        let numbered = (first_seq..).zip(events).map(|(seq, e)| CommittedEvent {
            seq,
            at,
            actor_id: actor,
            op: key.clone(),
            kind: e.kind,
            audience: e.audience,
            data: e.data,
        });
        Ok((workspace, epoch, numbered.collect()))
    }
}

/// JSON as it is written.
pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|e| Error::Database(diesel::result::Error::SerializationError(e.into())))
}
