//! A write of the system's that waits in a lane.

use std::time::Instant;

use diesel::PgConnection;
use diesel::connection::SimpleConnection;
use tokio::sync::oneshot;
use tutti_types::WorkspaceId;

use super::write::{Attempted, Company, Outcome, Write};
use crate::error::{Error, Result};
use crate::gate::{Op, Publish, Tx};
use crate::models::workspace;

/// A write that nobody asked for. It shares a transaction with those of people, of which its own part alone is the system's.
pub(in crate::gate) struct SystemWrite<T, F> {
    /// What its part of the transaction begins and ends with.
    doors: (&'static str, &'static str),
    workspace: WorkspaceId,
    op: Op,
    deadline: Instant,
    work: F,
    outcome: Attempted<T>,
    answer: oneshot::Sender<Result<T>>,
}

impl<T, F> SystemWrite<T, F> {
    pub(in crate::gate) fn new(
        doors: (&'static str, &'static str),
        workspace: WorkspaceId,
        op: Op,
        deadline: Instant,
        work: F,
        answer: oneshot::Sender<Result<T>>,
    ) -> Self {
        Self {
            doors,
            workspace,
            op,
            deadline,
            work,
            outcome: Attempted::default(),
            answer,
        }
    }
}

impl<T, F> Write for SystemWrite<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send,
{
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn attempt(&mut self, connection: &mut PgConnection, company: Company) -> Result<()> {
        let (system, own) = self.doors;
        let workspace = self.workspace;
        // The events are written last, by the request's role, which has to be told the workspace where no person's write did.
        connection.batch_execute(&format!(
            "{system}; SET LOCAL tutti.workspaces = '{{{workspace}}}'"
        ))?;
        if company == Company::Nodes {
            workspace::join_lane(connection, workspace)?;
        }
        let mut tx = Tx::new(connection, None, Some(workspace), Some(self.op.clone()));
        let value = (self.work)(&mut tx)?;
        self.outcome.unsent = Some(tx.finish(&())?);
        connection.batch_execute(own)?;
        self.outcome.done = Some(value);
        Ok(())
    }

    fn outcome(&mut self) -> &mut dyn Outcome {
        &mut self.outcome
    }

    fn committed(self: Box<Self>, publish: &dyn Publish) {
        let Attempted {
            done, committed, ..
        } = self.outcome;
        if let Some(done) = done {
            publish.committed(committed);
            // Who waited may have given up; what was done stays done.
            let _ = self.answer.send(Ok(done));
        }
    }

    fn failed(self: Box<Self>, error: Error) {
        let _ = self.answer.send(Err(error));
    }
}
