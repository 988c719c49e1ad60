//! The gate: the only way to the database.
//!
//! A request takes a permit before it takes a thread, a connection before it opens a transaction, and leaves its events as
//! the last thing before the commit. Three doors: *workspace*, for what happens inside one; *me*, for a person's own things;
//! *system*, for what happens before anybody is known (each use of it is a variant of [`SystemUse`]).

mod activity_entry;
mod emission;
mod glance;
mod grantee;
mod job;
mod lane;
mod member;
mod opening;
mod past;
pub mod patience;
mod ping;
mod response;
mod slices;
mod system;
mod transaction;
mod tx;
mod waking;

use std::sync::Arc;
use std::time::Instant;

use diesel::PgConnection;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};
use tutti_types::{SessionId, TaskId, UserId, WorkspaceId};

use crate::error::{Error, Result};
use crate::pool::PgPool;
pub use activity_entry::ActivityEntry;
pub use emission::{Committed, CommittedEvent, Publish};
pub use glance::Glance;
pub use grantee::Grantee;
pub use lane::Lanes;
use lane::Running;
pub use member::Member;
use opening::Opened;
pub use past::Past;
pub use ping::ping;
pub(crate) use response::positioned;
pub use response::{OwnResponse, Positioned, WorkspaceResponse};
pub use slices::Slice;
pub use system::SystemUse;
use transaction::{Pulse, in_a_hurry, retrying, transaction, with_connection};
pub use tx::Tx;
use waking::Waking;

/// Who asks: what a verified access token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Principal {
    pub user_id: UserId,
    /// Their session, whose life the opening statement checks.
    pub session_id: SessionId,
}

/// A request that may be repeated.
#[derive(Clone, Debug)]
pub struct Op {
    /// The Idempotency-Key.
    pub key: String,
    /// SHA-256 over method, path and body.
    pub request_hash: [u8; 32],
}

/// The gate of one database. Cheap to clone.
#[derive(Clone)]
pub struct Gate {
    pool: PgPool,
    permits: Arc<Semaphore>,
    pulse: Pulse,
    lanes: Arc<Lanes>,
    publish: Arc<dyn Publish>,
    enqueued: Arc<Notify>,
    roles: bool,
}

impl Gate {
    /// A gate over a pool; `roles` as [`crate::pool::connect`] tells it. What a commit brings goes to `publish`.
    pub fn new(pool: PgPool, roles: bool, publish: Arc<dyn Publish>) -> Self {
        let size = usize::try_from(pool.max_size()).unwrap_or(1);
        let enqueued = Arc::<Notify>::default();
        Self {
            pool,
            permits: Arc::new(Semaphore::new(size)),
            pulse: Pulse::default(),
            lanes: Arc::default(),
            publish: Arc::new(Waking::new(publish, enqueued.clone())),
            enqueued,
            roles,
        }
    }

    /// Connections in use and connections in all.
    #[must_use]
    pub fn load(&self) -> (usize, usize) {
        let size = usize::try_from(self.pool.max_size()).unwrap_or(1);
        (size - self.permits.available_permits().min(size), size)
    }

    /// Waits its turn for a connection.
    async fn permit(&self, deadline: Instant) -> Result<OwnedSemaphorePermit> {
        let wait =
            tokio::time::timeout_at(deadline.into(), self.permits.clone().acquire_owned()).await;
        wait.ok()
            .and_then(std::result::Result::ok)
            .ok_or(Error::Unavailable("every connection is busy".into()))
    }

    /// Runs `work` with a connection, on a thread that may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let deadline = patience::deadline();
        let permit = self.permit(deadline).await?;
        let pool = self.pool.clone();
        let pulse = self.pulse.clone();
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            with_connection(&pool, &pulse, deadline, |connection| {
                in_a_hurry(connection, deadline, work)
            })
        });
        self.pulse.in_time(deadline, task).await
    }

    /// Reads inside a workspace, all of it at one moment.
    ///
    /// # Errors
    /// `unauthenticated`, or `not_found` for who is no member; whatever `work` refuses.
    pub async fn read<T: Send + 'static>(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        work: impl FnOnce(&mut PgConnection, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.blocking(move |connection| {
            transaction(
                connection,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                |connection| {
                    let member =
                        Opened::load(connection, person, Some(workspace), None)?.member()?;
                    work(connection, &member)
                },
            )
        })
        .await
    }

    /// Changes something inside a workspace. `work` may run several times, and its answer is kept for a repetition of `op` by who
    /// may still read it; where it finds by an id what it made, it runs for a repetition too.
    ///
    /// # Errors
    /// As [`Gate::read`]; `key_reused`, `in_progress`; whatever `work` refuses. Then nothing was written.
    pub async fn write<T>(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        op: Option<Op>,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        T: WorkspaceResponse,
    {
        self.write_locking(person, workspace, op, None, work).await
    }

    /// The same, with `task` locked by the opening statement, which saves a round trip: [`access::task`](crate::access::task) finds it locked.
    /// `work` must lock no other task, and nothing that comes before tasks in the lock order.
    ///
    /// # Errors
    /// As [`Gate::write`].
    pub async fn write_locking<T>(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        op: Option<Op>,
        task: Option<TaskId>,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        T: WorkspaceResponse,
    {
        let running = self.begin(person, op.as_ref())?;
        self.write_running(person, workspace, op, task, running, work)
            .await
    }

    /// The same for a request that is marked as running already.
    async fn write_running<T>(
        &self,
        person: Principal,
        workspace: WorkspaceId,
        op: Option<Op>,
        task: Option<TaskId>,
        running: Option<Arc<Running>>,
        work: impl Fn(&mut Tx<'_>, &Member) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        T: WorkspaceResponse,
    {
        let (send, receive) = oneshot::channel();
        let deadline = patience::deadline();
        let write =
            lane::RequestWrite::new((person, workspace, op), task, deadline, running, work, send);
        self.lanes.push(self, workspace, Box::new(write))?;
        self.pulse.in_time(deadline, receive).await
    }

    /// Reads or changes a person's own things. `workspace` is the one it may touch besides: none, or a new one. An answer is kept
    /// for a repetition of `op` by who still belongs to the workspace that it tells of.
    ///
    /// # Errors
    /// `unauthenticated`; `not_found` for such a repetition by anybody else; whatever `work` refuses.
    pub async fn me<T>(
        &self,
        person: Principal,
        workspace: Option<WorkspaceId>,
        op: Option<Op>,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        T: OwnResponse,
    {
        let publish = self.publish.clone();
        let running = self.begin(person, op.as_ref())?;
        self.blocking(move |connection| {
            let _running = running;
            retrying(|| {
                let mut committed = Committed::default();
                let mut answer = transaction(connection, "BEGIN", |connection| {
                    let mut opened = Opened::load(
                        connection,
                        person,
                        workspace,
                        op.as_ref().map(|op| op.key.as_str()),
                    )?;
                    opened.alive()?;
                    if let Some(answer) = opened.answered::<T>(op.as_ref())? {
                        if let Some(told) = answer.workspace() {
                            Opened::load(connection, person, Some(told), None)?.member()?;
                        }
                        return Ok(answer);
                    }
                    let mut tx = Tx::new(connection, Some(person.user_id), workspace, op.clone())
                        .after(&mut opened);
                    let answer = work(&mut tx)?;
                    let unsent = tx.finish(&answer)?;
                    committed = unsent.emit(connection)?;
                    Ok(answer)
                })?;
                if let Some(before) = workspace.and_then(|id| committed.before(id)) {
                    answer.number(before);
                }
                publish.committed(committed);
                Ok(answer)
            })
        })
        .await
    }
}
