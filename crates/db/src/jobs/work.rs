//! A job's way: it is claimed, it runs, and what became of it is written.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tutti_types::{JobId, WorkspaceId};
use uuid::Uuid;

use super::{ATTEMPTS, Kind, Next, pause};
use crate::error::{Error, Result};
use crate::gate::{Gate, SystemUse};
use crate::models::job;

/// How long a claim holds. Longer than the gate waits for anything that was begun, which is 8 s. Where a transaction goes on for longer than
/// that all the same, the lock on the job's row keeps others from it.
pub const LEASE: Duration = Duration::from_secs(15);

/// How long a job of a workspace in the trash waits until it is looked at again.
const REST: Duration = Duration::from_secs(3_600);

/// One life of one process, as leases name it.
#[derive(Debug)]
pub struct Node {
    id: Uuid,
    claims: AtomicU64,
}

impl Node {
    /// A new life.
    #[expect(
        clippy::new_without_default,
        reason = "a default node would be another one each time"
    )]
    #[must_use]
    pub fn new() -> Self {
        Self {
            id: Uuid::now_v7(),
            claims: AtomicU64::new(0),
        }
    }

    /// A name that no other claim has.
    fn lease(&self) -> String {
        format!(
            "{}/{}",
            self.id,
            self.claims.fetch_add(1, Ordering::Relaxed)
        )
    }
}

/// A job that this node holds a lease on.
#[derive(Debug)]
pub struct Claimed {
    id: JobId,
    kind: &'static Kind,
    workspace: Option<WorkspaceId>,
    payload: String,
    attempts: i32,
    lease: String,
}

impl Claimed {
    #[must_use]
    pub const fn id(&self) -> JobId {
        self.id
    }
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> &'static Kind {
        self.kind
    }
}

/// What became of a job.
#[derive(Debug)]
pub enum Ran {
    /// It is done, or a slice of it is and the rest waits.
    Done(Next),
    /// It failed, and is tried again or dead.
    Failed {
        error: Error,
        /// Whether it was given up.
        dead: bool,
    },
    /// Its workspace is in the trash, so it waits: the workspace may be restored.
    Rests,
    /// Somebody else has it, or what became of it could not be written: the lease ends, and another worker finds out.
    Lost,
}

/// Adds the jobs of all kinds that come every so often, and makes those due that are there already: a node that starts after a long
/// time, or with a new version, waits for no hour.
///
/// # Errors
/// Where the database fails.
pub async fn schedule(gate: &Gate, kinds: &'static [Kind]) -> Result<()> {
    gate.system(SystemUse::Job, move |tx| {
        let recurring = kinds.iter().filter(|kind| kind.every().is_some());
        job::hasten(tx.conn, recurring.clone().map(Kind::name).collect())?;
        for kind in recurring {
            job::add_recurring(tx.conn, kind.name())?;
        }
        Ok(())
    })
    .await
}

/// Takes a lease on at most so many jobs that are due, those first that waited longest. Two who claim at once get each job once.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    gate: &Gate,
    kinds: &'static [Kind],
    node: &Node,
    most: usize,
) -> Result<Vec<Claimed>> {
    let lease = node.lease();
    let by = lease.clone();
    let names: Vec<&str> = kinds.iter().map(Kind::name).collect();
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = gate.system(SystemUse::Job, move |tx| {
        Ok(job::claim(tx.conn, names.clone(), by.clone(), LEASE, most)?)
    });
    let rows = rows.await?.into_iter();
    let claimed = rows.filter_map(|row| {
        Some(Claimed {
            id: row.id,
            kind: kinds.iter().find(|known| known.name() == row.kind)?,
            workspace: row.workspace_id,
            payload: row.payload,
            attempts: row.attempts,
            lease: lease.clone(),
        })
    });
    Ok(claimed.collect())
}

/// Runs a job, or a slice of it, and writes what became of it: with its effects where it is done, alone where it failed.
pub async fn run(gate: &Gate, claimed: Claimed) -> Ran {
    let (id, kind, attempts) = (claimed.id, claimed.kind, claimed.attempts);
    let lease = claimed.lease.clone();
    if attempts > ATTEMPTS {
        let why = Error::Unavailable("each attempt ended with the process that made it".into());
        return failed(gate, id, kind, attempts, lease, why).await;
    }
    match attempt(gate, claimed).await {
        Ok(ran) => ran,
        // Who was only in the way, or a database that is away, is no fault of the job's: the attempt does not count.
        Err(error) if error.will_pass() => failed(gate, id, kind, attempts - 1, lease, error).await,
        Err(error) => failed(gate, id, kind, attempts, lease, error).await,
    }
}

/// Runs it, and ends it in the same transaction.
async fn attempt(gate: &Gate, claimed: Claimed) -> Result<Ran> {
    let Claimed {
        id,
        kind,
        workspace,
        payload,
        lease,
        ..
    } = claimed;
    let work = gate.job(id, workspace, move |tx| {
        match job::hold(tx.conn, id, &lease)? {
            Some(false) => {}
            Some(true) => {
                job::put_off(tx.conn, id, REST)?;
                return Ok(Ran::Rests);
            }
            None => return Ok(Ran::Lost),
        }
        let next = kind.run(&payload, tx)?;
        match (next, kind.every()) {
            (Next::Done, None) => job::delete(tx.conn, id)?,
            (Next::Done, Some(every)) => job::put_off(tx.conn, id, every)?,
            (Next::More, _) => job::put_off(tx.conn, id, Duration::ZERO)?,
        }
        Ok(Ran::Done(next))
    });
    work.await
}

/// Notes that a job failed. One that comes every so often is never dead: the next time may be better.
async fn failed(
    gate: &Gate,
    id: JobId,
    kind: &Kind,
    attempts: i32,
    lease: String,
    error: Error,
) -> Ran {
    let given_up = attempts >= ATTEMPTS;
    let dead = given_up && kind.every().is_none();
    let pause = match kind.every() {
        Some(every) if given_up => every,
        _ => pause(attempts, rand::random()),
    };
    let failure = job::Failure {
        lease,
        error: error.to_string(),
        pause,
        dead,
        attempts: if given_up && !dead { 0 } else { attempts },
    };
    let noted = gate.system(SystemUse::Job, move |tx| {
        Ok(job::fail(tx.conn, id, &failure)?)
    });
    match noted.await {
        Ok(true) => Ran::Failed { error, dead },
        Ok(false) | Err(_) => Ran::Lost,
    }
}
