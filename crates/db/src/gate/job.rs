//! The door of jobs.

use tokio::sync::oneshot;
use tutti_types::{JobId, WorkspaceId};

use super::lane::SystemWrite;
use super::{Gate, Op, SystemUse, Tx, patience};
use crate::error::Result;

impl Gate {
    /// Comes back once a commit of this node has added jobs since it last did. For one worker.
    pub async fn enqueued(&self) {
        self.enqueued.notified().await;
    }

    /// Works as the system on behalf of a job, whose id is the Idempotency-Key of what it changes: in its workspace's lane, or by the
    /// system's door where it has none. `work` may run several times.
    ///
    /// # Errors
    /// Whatever `work` refuses. Then nothing was written.
    pub(crate) async fn job<T: Send + 'static>(
        &self,
        id: JobId,
        workspace: Option<WorkspaceId>,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        // Nothing is kept under the key, since the job's own row tells whether it was done.
        let op = Op {
            key: id.to_string(),
            request_hash: [0; 32],
        };
        let Some(workspace) = workspace else {
            let work = move |connection: &mut _| {
                let mut tx = Tx::new(connection, None, None, Some(op.clone()));
                let value = work(&mut tx)?;
                Ok((value, tx.finish(&())?))
            };
            return self
                .as_system("BEGIN".to_owned(), SystemUse::Job, work)
                .await;
        };
        let (send, receive) = oneshot::channel();
        let deadline = patience::deadline();
        let doors = (self.system_door(), self.own_door());
        let write = SystemWrite::new(doors, workspace, op, deadline, work, send);
        self.lanes.push(self, workspace, Box::new(write))?;
        self.pulse.in_time(deadline, receive).await
    }
}
