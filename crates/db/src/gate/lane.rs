//! One lane per workspace: at most one connection writes in a workspace at a time, and writes that wait together share one
//! transaction. Without it a hot workspace's writers would queue on its stream row inside every connection of the pool, and
//! keep all other workspaces out.

mod job;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::PgConnection;
use tutti_types::{ErrorCode, UserId, WorkspaceId};

use super::emission;
use super::patience::{self, PATIENCE};
use super::{Gate, Op, Person, retrying, transaction, with_connection};
use crate::error::{Error, Result};
use crate::locks;
use job::Job;
pub(super) use job::WriteJob;

/// Writes that may share one transaction.
const BATCH: usize = 32;
/// Writes that may wait in one lane; more are told to come back.
const QUEUE: usize = 512;
/// How often a batch is begun anew without the one that failed.
const TRIES: usize = 3;
/// How long a shared transaction waits for a lock: whoever waits longer shall wait alone.
const TOGETHER: Duration = Duration::from_millis(500);
/// Batches one holder of a connection runs before it lets other workspaces at it.
const TURNS: usize = 16;

/// The lanes of all workspaces that are being written to.
#[derive(Default)]
pub struct Lanes {
    waiting: Mutex<HashMap<WorkspaceId, VecDeque<Box<dyn Job>>>>,
    running: Mutex<HashSet<(UserId, String)>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lanes {
    /// Puts a job into its workspace's lane, and somebody to work it off where nobody does.
    pub(super) fn push(
        &self,
        gate: &Gate,
        workspace: WorkspaceId,
        job: Box<dyn Job>,
    ) -> Result<()> {
        let mut waiting = lock(&self.waiting);
        match waiting.get_mut(&workspace) {
            Some(lane) if lane.len() >= QUEUE => {
                return Err(Error::Unavailable(
                    "too many writes wait in this workspace".into(),
                ));
            }
            Some(lane) => lane.push_back(job),
            None => {
                waiting.insert(workspace, VecDeque::from([job]));
                tokio::spawn(work_off(gate.clone(), workspace));
            }
        }
        Ok(())
    }

    /// The next jobs of a lane; an empty lane is closed.
    fn take(&self, workspace: WorkspaceId) -> Vec<Box<dyn Job>> {
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
    fn begin(self: &Arc<Self>, user: UserId, key: &str) -> Result<Running> {
        let mark = (user, key.to_owned());
        if lock(&self.running).insert(mark.clone()) {
            Ok(Running {
                lanes: self.clone(),
                mark,
            })
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
    /// Marks a repeatable request as running in this process; a second one meanwhile is told so.
    ///
    /// # Errors
    /// `in_progress`.
    pub(super) fn begin(&self, person: Person, op: Option<&Op>) -> Result<Option<Running>> {
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
                for job in gate.lanes.take(workspace) {
                    job.failed(Error::Unavailable("every connection is busy".into()));
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
                    run_batch(&worker, deadline, batch);
                }
                more
            })
        });
        if !turn.await.unwrap_or(true) {
            return;
        }
    }
}

/// Runs jobs in one transaction. A job that fails is left out of it and gets its own, so that nobody suffers for a neighbour;
/// after [`TRIES`] such, each gets its own.
fn run_batch(gate: &Gate, deadline: Instant, batch: Vec<Box<dyn Job>>) {
    let now = Instant::now();
    let (mut jobs, late): (Vec<_>, Vec<_>) =
        batch.into_iter().partition(|job| job.deadline() > now);
    for job in late {
        job.failed(Error::Unavailable("it waited too long".into()));
    }
    let mut left: VecDeque<Box<dyn Job>> = VecDeque::new();
    let deadline = deadline.max(now);
    let reached = with_connection(&gate.pool, &gate.pulse, deadline, |connection| {
        for _ in 0..TRIES {
            if jobs.len() < 2 {
                break;
            }
            match together(connection, &mut jobs) {
                Ok(()) => jobs.drain(..).for_each(|job| job.committed(&*gate.publish)),
                Err((_, e)) if e.lost_connection() => return Err(e),
                Err((offender, _)) => left.extend(offender.map(|n| jobs.remove(n))),
            }
        }
        left.extend(jobs.drain(..));
        while let Some(job) = left.pop_front() {
            alone(gate, connection, job)?;
        }
        Ok(())
    });
    if let Err(e) = reached {
        let why = e.to_string();
        for job in jobs.into_iter().chain(left) {
            job.failed(Error::Unavailable(why.clone().into()));
        }
    }
}

/// Does all jobs in one transaction, or none; then it tells which of them failed, where it was one.
fn together(
    connection: &mut PgConnection,
    jobs: &mut [Box<dyn Job>],
) -> std::result::Result<(), (Option<usize>, Error)> {
    let mut offender = None;
    let deadline = jobs.iter().map(|job| job.deadline()).min();
    let left = deadline.and_then(patience::cut).unwrap_or(TOGETHER);
    let done = transaction(connection, &begin(Some(left.min(TOGETHER))), |connection| {
        for (n, job) in jobs.iter_mut().enumerate() {
            offender = Some(n);
            locks::next_request();
            job.attempt(connection)?;
        }
        offender = None;
        emit_all(connection, jobs)
    });
    done.map_err(|e| {
        jobs.iter_mut().for_each(|job| job.reset());
        (offender, e)
    })
}

/// Does one job in its own transaction. Fails where the connection is lost; the job has been told then.
fn alone(gate: &Gate, connection: &mut PgConnection, mut job: Box<dyn Job>) -> Result<()> {
    if job.deadline() < Instant::now() {
        job.failed(Error::Unavailable("it waited too long".into()));
        return Ok(());
    }
    let done = retrying(|| {
        job.reset();
        let begin = begin(patience::cut(job.deadline()));
        transaction(connection, &begin, |connection| {
            job.attempt(connection)?;
            emit_all(connection, std::slice::from_mut(&mut job))
        })
    });
    match done {
        Ok(()) => job.committed(&*gate.publish),
        Err(e) if e.lost_connection() => {
            job.failed(Error::Unavailable(e.to_string().into()));
            return Err(e);
        }
        Err(e) => {
            gate.pulse.heed(&e);
            job.failed(e);
        }
    }
    Ok(())
}

/// How a transaction begins that waits for a lock no longer than so.
fn begin(lock: Option<Duration>) -> String {
    lock.map_or_else(
        || "BEGIN".to_owned(),
        |lock| format!("BEGIN; SET LOCAL lock_timeout = {}", lock.as_millis()),
    )
}

/// Writes what is written last, of all jobs in one statement. Locks the stream, so all of them have been attempted before.
fn emit_all(connection: &mut PgConnection, jobs: &mut [Box<dyn Job>]) -> Result<()> {
    let (writers, unsent): (Vec<_>, Vec<_>) = jobs
        .iter_mut()
        .filter_map(|job| {
            let unsent = job.unsent()?;
            Some((job, unsent))
        })
        .unzip();
    let committed = emission::emit(connection, unsent)?;
    for (job, committed) in writers.into_iter().zip(committed) {
        job.emitted(committed);
    }
    Ok(())
}
