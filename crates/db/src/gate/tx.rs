//! A transaction that may change things: it gathers what it did, to be written last.

use std::collections::BTreeMap;

use diesel::PgConnection;
use serde::Serialize;
use serde_json::Value;
use tutti_types::activity::SubjectKind;
use tutti_types::events::{Audience, EventKind};
use tutti_types::me::MeWhat;
use tutti_types::rooms::Room;
use tutti_types::{SessionId, SubjectId, TaskId, UserId, WorkspaceId};

use super::emission::{Kept, Logged, Pending, Unsent, to_json};
use super::{ActivityEntry, Op, Opened};
use crate::error::Result;
use crate::jobs::Later;
use crate::models::job;
use crate::models::task::Locked;

/// A transaction that may change things.
pub struct Tx<'c> {
    /// The connection, for queries.
    pub conn: &'c mut PgConnection,
    actor: Option<UserId>,
    workspace: Option<WorkspaceId>,
    op: Option<Op>,
    knows_key: bool,
    locked: Option<Locked>,
    keeps_answer: bool,
    events: BTreeMap<WorkspaceId, Vec<Pending>>,
    touched: Vec<(UserId, MeWhat)>,
    logged: Vec<Logged>,
    revoked: Vec<SessionId>,
    renews: bool,
    enqueued: bool,
}

impl<'c> Tx<'c> {
    pub(super) fn new(
        conn: &'c mut PgConnection,
        actor: Option<UserId>,
        workspace: Option<WorkspaceId>,
        op: Option<Op>,
    ) -> Self {
        Self {
            conn,
            actor,
            workspace,
            op,
            knows_key: false,
            locked: None,
            keeps_answer: true,
            events: BTreeMap::new(),
            touched: Vec::new(),
            logged: Vec::new(),
            revoked: Vec::new(),
            renews: false,
            enqueued: false,
        }
    }

    /// The same for a request that may have come before, and with what the opening locked for it. A key that is kept already is not
    /// kept again.
    pub(super) fn after(mut self, opened: &mut Opened) -> Self {
        self.knows_key = opened.knows_key();
        self.locked = opened.take_locked();
        self
    }

    /// The task, if the opening locked it: once, since it says how the task was then.
    pub(crate) fn take_locked(&mut self, task: TaskId) -> Option<Locked> {
        self.locked.take_if(|locked| locked.id() == task)
    }

    /// Keeps the request's key without the answer: what it makes is found by the client's own id when the request comes again,
    /// and is answered as it is then.
    pub(crate) const fn keep_key_alone(&mut self) {
        self.keeps_answer = false;
    }

    /// Keeps nothing of the request's key yet: the request goes on in another transaction.
    pub(super) const fn keep_key_later(&mut self) {
        self.knows_key = true;
    }

    /// Says on whose behalf and in which workspace the system acts from here on.
    pub fn act_as(&mut self, actor: Option<UserId>, workspace: Option<WorkspaceId>) {
        self.actor = actor;
        self.workspace = workspace;
    }

    /// What a thing has as `changed_seq` in the next event and in the answer to this request. The position is known only under the
    /// stream's lock, so it is the event's number among those of this request, negative: [`Unsent::emit`] puts the position in its place.
    #[must_use]
    pub fn next_seq(&self) -> i64 {
        let events = self.workspace.and_then(|id| self.events.get(&id));
        -i64::try_from(events.map_or(0, Vec::len) + 1).unwrap_or(i64::MAX)
    }

    /// Adds an event with its activity entry. One per entity and transaction. The entry's subject has changed: its row gets the event's
    /// position.
    pub fn emit(
        &mut self,
        kind: EventKind,
        audience: Audience,
        data: &impl Serialize,
        entry: ActivityEntry,
    ) {
        self.push(Pending {
            changed: changed_by(kind, &entry),
            entry: Some(entry),
            ..Pending::new(kind, audience, data)
        });
    }

    /// Adds an event of a change that is no news, so that it has no entry.
    pub fn emit_quietly(
        &mut self,
        kind: EventKind,
        audience: Audience,
        data: &impl Serialize,
        changed: (SubjectKind, SubjectId),
    ) {
        self.push(Pending {
            changed: Some(changed),
            ..Pending::new(kind, audience, data)
        });
    }

    /// Adds an event that tells some readers what comes into their sight or is gone from it: nothing changed by it, and the entry
    /// stands with its other half.
    pub fn emit_gone(&mut self, kind: EventKind, audience: Audience, data: &impl Serialize) {
        self.push(Pending::new(kind, audience, data));
    }

    /// Adds an event after which others read a room that is no board, a new one and one that ended too: it hands the room's readers
    /// over, as the database has them when the event gets its position. Whoever comes to read it, loses it or sees its end must be among
    /// the audience of an event; a room that ended is read by nobody after it, so its last readers are named. An entry's subject has
    /// changed, as by [`Tx::emit`].
    pub fn emit_handing(
        &mut self,
        room: Room,
        kind: EventKind,
        audience: Audience,
        data: &impl Serialize,
        entry: Option<ActivityEntry>,
    ) {
        self.push(Pending {
            changed: entry.as_ref().and_then(|entry| changed_by(kind, entry)),
            entry,
            handed: Some(room),
            ..Pending::new(kind, audience, data)
        });
    }

    fn push(&mut self, event: Pending) {
        // Whoever emits has opened a workspace; without one there is no stream to write to.
        if let Some(workspace) = self.workspace {
            self.events.entry(workspace).or_default().push(event);
        }
    }

    /// Notes that a person's own things changed. Their revision is raised at the end of the transaction.
    pub fn touch_person(&mut self, user: UserId, what: MeWhat) {
        self.touched.push((user, what));
    }

    /// Adds an entry to a person's account log, which is written at the end of the transaction. Through a door that may see the person.
    pub fn log(&mut self, user: UserId, kind: &'static str, data: Value) {
        self.logged.push(Logged { user, kind, data });
    }

    /// Notes that a session ended, so that its sockets are closed right after the commit.
    pub fn revoke(&mut self, session: SessionId) {
        self.revoked.push(session);
    }

    /// Gives the workspace's stream another life with this transaction's events: whoever followed it loads anew.
    pub(crate) const fn renew_stream(&mut self) {
        self.renews = true;
    }

    /// Adds a job, which this transaction's commit makes known. Where one with the same key waits already, nothing is added.
    ///
    /// # Errors
    /// Where the database fails, or the payload is over its limit.
    pub fn later(&mut self, job: impl Into<Later>) -> Result<()> {
        job::add(self.conn, job.into())?;
        self.enqueued = true;
        Ok(())
    }

    /// Ends the work: what was gathered is written by [`Unsent::emit`], as the last thing before the commit.
    pub(super) fn finish(self, answer: &impl Serialize) -> Result<Unsent> {
        let op = self.op.as_ref().map(|op| op.key.clone());
        let kept = match self.op.zip(self.actor) {
            Some((op, person)) if !self.knows_key => Some(Kept {
                person,
                key: op.key,
                request_hash: op.request_hash.to_vec(),
                answer: self.keeps_answer.then(|| to_json(answer)).transpose()?,
            }),
            _ => None,
        };
        Ok(Unsent {
            actor: self.actor,
            op,
            kept,
            events: self.events,
            touched: self.touched,
            logged: self.logged,
            revoked: self.revoked,
            renews: self.renews,
            enqueued: self.enqueued,
        })
    }
}

/// What an event with this entry changed. An entry without an event of its own carries nothing that has a position.
fn changed_by(kind: EventKind, entry: &ActivityEntry) -> Option<(SubjectKind, SubjectId)> {
    (kind != EventKind::ActivityLogged).then_some((entry.subject.kind, entry.subject.id))
}
