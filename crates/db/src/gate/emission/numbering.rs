//! One stream's share of a transaction.

use diesel::{PgConnection, RunQueryDsl};
use tutti_types::{Epoch, Timestamp, UserId, WorkspaceId};

use super::{CommittedEvent, Emit, Kept, Pending, to_json};
use crate::error::Result;
use crate::gate::Entry;

/// An event with whose it is.
pub(super) struct Owned {
    /// The request, counted within the transaction.
    pub(super) request: usize,
    pub(super) actor: Option<UserId>,
    pub(super) op: Option<String>,
    pub(super) event: Pending,
}

impl Owned {
    fn entry(&self) -> Option<&Entry> {
        self.event.entry.as_ref()
    }

    fn changes(&self) -> Result<String> {
        self.entry()
            .map_or(Ok("[]".to_owned()), |entry| to_json(&entry.changes))
    }
}

/// Events and answers that wait for one stream's lock.
#[derive(Default)]
pub(super) struct Numbering {
    pub(super) events: Vec<Owned>,
    pub(super) kept: Vec<Kept>,
}

impl Numbering {
    /// Writes them; each event comes back with the request it belongs to.
    pub(super) fn emit(
        self,
        conn: &mut PgConnection,
        workspace: WorkspaceId,
    ) -> Result<(Epoch, Vec<(usize, CommittedEvent)>)> {
        let Self { events, kept } = self;
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
            boards: events
                .iter()
                .map(|e| e.entry().and_then(|entry| entry.board_id))
                .collect(),
            tasks: events
                .iter()
                .map(|e| e.entry().and_then(|entry| entry.task_id))
                .collect(),
            subjects: events
                .iter()
                .map(|e| e.entry().map(|entry| entry.subject.clone()))
                .collect(),
            changes: events.iter().map(Owned::changes).collect::<Result<_>>()?,
            people: Vec::with_capacity(kept.len()),
            keys: Vec::with_capacity(kept.len()),
            request_hashes: Vec::with_capacity(kept.len()),
            answers: Vec::with_capacity(kept.len()),
        };
        for kept in kept {
            emit.people.push(kept.person);
            emit.keys.push(kept.key);
            emit.request_hashes.push(kept.request_hash);
            emit.answers.push(kept.answer);
        }
        let (epoch, first_seq, at): (Epoch, i64, Timestamp) = emit.get_result(conn)?;
        let numbered = (first_seq..).zip(events).map(|(seq, owned)| {
            let event = CommittedEvent {
                seq,
                at,
                actor_id: owned.actor,
                op: owned.op,
                kind: owned.event.kind,
                audience: owned.event.audience,
                data: owned.event.data,
            };
            (owned.request, event)
        });
        Ok((epoch, numbered.collect()))
    }
}
