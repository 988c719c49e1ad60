//! One lane per workspace: at most one connection writes in a workspace at a time, and writes that wait together share one
//! transaction. Without it a hot workspace's writers would queue on its stream row inside every connection of the pool, and
//! keep all other workspaces out.

mod batch;
mod system;
mod write;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use prometheus_client::metrics::histogram::Histogram;
use tutti_types::{ErrorCode, UserId, WorkspaceId};

use super::patience::PATIENCE;
use super::{Gate, Op, Principal};
use crate::error::{Error, Result};
use batch::run_batch;
pub(super) use system::SystemWrite;
pub(super) use write::RequestWrite;
use write::Write;

/// Writes that may share one transaction.
const BATCH: usize = 32;
/// Writes that may wait in one lane; more are told to come back.
const QUEUE: usize = 512;
/// Batches one holder of a connection runs before it lets other workspaces at it.
const TURNS: usize = 16;

/// Upper bounds of the histogram of [`Gate::lane_held`], in seconds. A transaction is meant to end within 0.1.
const HELD_WITHIN: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0];

/// The lanes of all workspaces that are being written to.
pub struct Lanes {
    waiting: Mutex<HashMap<WorkspaceId, VecDeque<Box<dyn Write>>>>,
    running: Mutex<HashSet<(UserId, String)>>,
    /// For how many seconds each transaction kept the other writes of its workspace waiting.
    held: Histogram,
}

impl Default for Lanes {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            running: Mutex::default(),
            held: Histogram::new(HELD_WITHIN),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lanes {
    /// Puts a write into its workspace's lane, and somebody to work it off where nobody does.
    pub(super) fn push(
        &self,
        gate: &Gate,
        workspace: WorkspaceId,
        write: Box<dyn Write>,
    ) -> Result<()> {
        let mut waiting = lock(&self.waiting);
        match waiting.get_mut(&workspace) {
            Some(lane) if lane.len() >= QUEUE => {
                return Err(Error::Unavailable(
                    "too many writes wait in this workspace".into(),
                ));
            }
            Some(lane) => lane.push_back(write),
            None => {
                waiting.insert(workspace, VecDeque::from([write]));
                tokio::spawn(work_off(gate.clone(), workspace));
            }
        }
        Ok(())
    }

    /// The next writes of a lane; an empty lane is closed.
    fn take(&self, workspace: WorkspaceId) -> Vec<Box<dyn Write>> {
        let mut waiting = lock(&self.waiting);
        let batch: Vec<_> = waiting
            .get_mut(&workspace)
            .map(|lane| lane.drain(..lane.len().min(BATCH)).collect())
            .unwrap_or_default();
        if batch.is_empty() {
            waiting.remove(&workspace);
        }
        batch
    }

    /// Marks a repeatable request as running.
    fn begin(self: &Arc<Self>, user: UserId, key: &str) -> Result<Arc<Running>> {
        let mark = (user, key.to_owned());
        if lock(&self.running).insert(mark.clone()) {
            let lanes = self.clone();
            Ok(Arc::new(Running { lanes, mark }))
        } else {
            Err(Error::refused(
                ErrorCode::InProgress,
                "The first request with this Idempotency-Key is still running.",
            ))
        }
    }
}

/// A repeatable request that runs until this is dropped.
pub(super) struct Running {
    lanes: Arc<Lanes>,
    mark: (UserId, String),
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.lanes.running).remove(&self.mark);
    }
}

impl Gate {
    /// For how many seconds transactions held a lane, since this process started.
    #[must_use]
    pub fn lane_held(&self) -> Histogram {
        self.lanes.held.clone()
    }

    /// Marks a repeatable request as running in this process; a second one meanwhile is told so.
    ///
    /// # Errors
    /// `in_progress`.
    pub(super) fn begin(&self, person: Principal, op: Option<&Op>) -> Result<Option<Arc<Running>>> {
        op.map(|op| self.lanes.begin(person.user_id, &op.key))
            .transpose()
    }
}

/// Works a lane off: with one permit and one connection at a time, in turns.
async fn work_off(gate: Gate, workspace: WorkspaceId) {
    loop {
        let deadline = Instant::now() + PATIENCE;
        let permit = match gate.permit(deadline).await {
            Ok(permit) => permit,
            Err(_) => {
                for write in gate.lanes.take(workspace) {
                    write.failed(Error::Unavailable("every connection is busy".into()));
                }
                if lock(&gate.lanes.waiting).contains_key(&workspace) {
                    continue;
                }
                return;
            }
        };
        let worker = gate.clone();
        let turn = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            (0..TURNS).all(|_| {
                let batch = worker.lanes.take(workspace);
                let more = !batch.is_empty();
                if more {
                    run_batch(&worker, workspace, deadline, batch);
                }
                more
            })
        });
        if !turn.await.unwrap_or(true) {
            return;
        }
    }
}
