//! A write that waits in a lane.

use std::sync::Arc;
use std::time::Instant;

use diesel::PgConnection;
use tokio::sync::oneshot;
use tutti_types::{TaskId, WorkspaceId};

use super::Running;
use crate::error::{Error, Result};
use crate::gate::emission::Unsent;
use crate::gate::{Committed, Member, Op, Opened, Principal, Publish, Tx, WorkspaceResponse};

/// Who else writes in the workspace meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gate) enum Company {
    /// Other nodes, which keep to the order of locks: the transaction is the write's own.
    Nodes,
    /// Nobody but those it shares its transaction with, if any, which holds the workspace's lane.
    Batch,
}

/// A write that waits.
pub(in crate::gate) trait Write: Send {
    /// Until when it may be begun.
    fn deadline(&self) -> Instant;
    /// Does it, inside a transaction that somebody else ends; only what is written last is left over. Fails where something was
    /// begun; who may not begin at all is told so once the transaction has ended.
    fn attempt(&mut self, connection: &mut PgConnection, company: Company) -> Result<()>;
    /// What came of the last attempt.
    fn outcome(&mut self) -> &mut dyn Outcome;
    /// Its transaction is committed: publishes and answers.
    fn committed(self: Box<Self>, publish: &dyn Publish);
    /// It was not done.
    fn failed(self: Box<Self>, error: Error);
}

/// What came of an attempt.
pub(in crate::gate) trait Outcome {
    /// Hands over what is to be written last; nothing where the request was answered before.
    fn unsent(&mut self) -> Option<Unsent>;
    /// What was handed over is written.
    fn emitted(&mut self, committed: Committed);
    /// Forgets it, since its transaction was rolled back.
    fn reset(&mut self);
}

/// An attempt of a write that answers with a `T`.
pub(super) struct Attempted<T> {
    pub(super) unsent: Option<Unsent>,
    pub(super) done: Option<T>,
    pub(super) committed: Committed,
}

impl<T> Default for Attempted<T> {
    fn default() -> Self {
        Self {
            unsent: None,
            done: None,
            committed: Committed::default(),
        }
    }
}

impl<T> Outcome for Attempted<T> {
    fn unsent(&mut self) -> Option<Unsent> {
        self.unsent.take()
    }

    fn emitted(&mut self, committed: Committed) {
        self.committed = committed;
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}

/// A write as [`Gate::write`] takes it.
pub(in crate::gate) struct RequestWrite<T, F> {
    person: Principal,
    workspace: WorkspaceId,
    op: Option<Op>,
    /// The task that it changes, where it is to be locked with the opening.
    task: Option<TaskId>,
    work: F,
    deadline: Instant,
    running: Option<Arc<Running>>,
    outcome: Attempted<Result<T>>,
    answer: oneshot::Sender<Result<T>>,
}

impl<T, F> RequestWrite<T, F> {
    pub(in crate::gate) fn new(
        (person, workspace, op): (Principal, WorkspaceId, Option<Op>),
        task: Option<TaskId>,
        deadline: Instant,
        running: Option<Arc<Running>>,
        work: F,
        answer: oneshot::Sender<Result<T>>,
    ) -> Self {
        Self {
            person,
            workspace,
            op,
            task,
            work,
            deadline,
            running,
            outcome: Attempted::default(),
            answer,
        }
    }
}

/// Whether a write is to be done.
enum Begun<T> {
    /// It is, for this member; or it was, and what it made is found by its id and answered as it is now.
    Now(Member),
    /// It was, with this answer, which this member may have if they may read it.
    Before(Member, T),
    /// It was, and its answer tells nothing that anybody would have to be a member for.
    Done(T),
}

/// Who writes, and what they were answered before. Who has left, or has ended the workspace, and never heard of it, asks as no member.
fn begun<T: WorkspaceResponse>(opened: &Opened, op: Option<&Op>) -> Result<Begun<T>> {
    opened.alive()?;
    if T::TELLS_NOTHING
        && let Some(answer) = opened.answered(op)?
    {
        return Ok(Begun::Done(answer));
    }
    let member = opened.member()?;
    Ok(match opened.answered(op)? {
        None => Begun::Now(member),
        Some(answer) => Begun::Before(member, answer),
    })
}

impl<T, F> Write for RequestWrite<T, F>
where
    T: WorkspaceResponse,
    F: Fn(&mut Tx<'_>, &Member) -> Result<T> + Send,
{
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn attempt(&mut self, connection: &mut PgConnection, company: Company) -> Result<()> {
        let key = self.op.as_ref().map(|op| op.key.as_str());
        let joins_lane = company == Company::Nodes;
        let (person, workspace) = (self.person, self.workspace);
        let mut opened =
            Opened::load_to_write(connection, person, workspace, key, joins_lane, self.task)?;
        let member = match begun(&opened, self.op.as_ref()) {
            Ok(Begun::Now(member)) => member,
            Ok(Begun::Done(answer)) => {
                self.outcome.done = Some(Ok(answer));
                return Ok(());
            }
            Ok(Begun::Before(member, answer)) => {
                match answer.require_readable(connection, &member) {
                    Ok(()) => self.outcome.done = Some(Ok(answer)),
                    Err(refused @ Error::Refused(_)) => self.outcome.done = Some(Err(refused)),
                    Err(failed) => return Err(failed),
                }
                return Ok(());
            }
            // Nothing was written yet, so its neighbours in the transaction go on: a stranger cannot hold a workspace up.
            Err(refused) => {
                self.outcome.done = Some(Err(refused));
                return Ok(());
            }
        };
        let mut tx = Tx::new(
            connection,
            Some(self.person.user_id),
            Some(self.workspace),
            self.op.clone(),
        )
        .after(&mut opened);
        let value = (self.work)(&mut tx, &member)?;
        self.outcome.unsent = Some(tx.finish(&value)?);
        self.outcome.done = Some(Ok(value));
        Ok(())
    }

    fn outcome(&mut self) -> &mut dyn Outcome {
        &mut self.outcome
    }

    fn committed(self: Box<Self>, publish: &dyn Publish) {
        let Self {
            outcome:
                Attempted {
                    mut done,
                    committed,
                    ..
                },
            answer,
            running,
            workspace,
            ..
        } = *self;
        if let Some((Ok(value), before)) = done.as_mut().zip(committed.before(workspace)) {
            value.number(before);
        }
        if let Some(done) = done {
            publish.committed(committed);
            drop(running);
            // Whoever asked may have gone; what was done stays done.
            let _ = answer.send(done);
        }
    }

    fn failed(self: Box<Self>, error: Error) {
        let Self {
            answer, running, ..
        } = *self;
        drop(running);
        let _ = answer.send(Err(error));
    }
}
