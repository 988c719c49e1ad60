//! How waiting writes are done: together where they can be, else each by itself.
//!
//! A lane is one node's. Several requests in one transaction break the order of locks (`crate::locks`) one after the other, so what
//! two nodes write in one workspace could wait for each other. A batch therefore holds an advisory lock alone, for which a request that
//! has its transaction for itself only makes sure that no batch is under way: see `gate.lane` in the migrations.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use diesel::PgConnection;
use tutti_types::WorkspaceId;

use super::write::{Company, Write};
use crate::error::{Error, Result};
use crate::gate::patience::{self, PATIENCE};
use crate::gate::{Gate, emission, retrying, transaction, with_connection};
use crate::locks;

/// How often a batch is begun anew without the one that failed.
const TRIES: usize = 3;
/// How long a shared transaction waits for a lock: whoever waits longer shall wait alone.
const TOGETHER: Duration = Duration::from_millis(500);
/// How long a batch waits for other nodes to finish what they write in its workspace. After that its requests run one by one.
const OTHER_NODES: Duration = Duration::from_millis(50);

/// Runs writes in one transaction. A write that fails is left out of it and gets its own, so that nobody suffers for a neighbour;
/// after [`TRIES`] such, or where another node writes in the workspace, each gets its own.
pub(super) fn run_batch(
    gate: &Gate,
    workspace: WorkspaceId,
    deadline: Instant,
    batch: Vec<Box<dyn Write>>,
) {
    let now = Instant::now();
    let (mut writes, late): (Vec<_>, Vec<_>) =
        batch.into_iter().partition(|write| write.deadline() > now);
    for write in late {
        write.failed(Error::Unavailable("it waited too long".into()));
    }
    let mut left: VecDeque<Box<dyn Write>> = VecDeque::new();
    let deadline = deadline.max(now);
    let reached = with_connection(&gate.pool, &gate.pulse, deadline, |connection| {
        for _ in 0..TRIES {
            if writes.len() < 2 {
                break;
            }
            let begun = Instant::now();
            let done = together(connection, workspace, &mut writes);
            gate.lanes.held.observe(begun.elapsed().as_secs_f64());
            match done {
                Ok(()) => writes
                    .drain(..)
                    .for_each(|write| write.committed(&*gate.publish)),
                Err(Spoilt { why, .. }) if why.lost_connection() => return Err(why),
                Err(Spoilt { at, .. }) => match at {
                    At::Beginning => break,
                    At::Write(n) => left.push_back(writes.remove(n)),
                    At::End => {}
                },
            }
        }
        left.extend(writes.drain(..));
        while let Some(write) = left.pop_front() {
            alone(gate, connection, workspace, write)?;
        }
        Ok(())
    });
    if let Err(e) = reached {
        let why = e.to_string();
        for write in writes.into_iter().chain(left) {
            write.failed(Error::Unavailable(why.clone().into()));
        }
    }
}

/// How far a batch came that was rolled back.
#[derive(Clone, Copy)]
enum At {
    /// Nowhere: another node writes in the workspace.
    Beginning,
    /// To a write, which failed.
    Write(usize),
    /// To what is written last.
    End,
}

/// A batch that was rolled back.
struct Spoilt {
    at: At,
    why: Error,
}

/// Does all writes in one transaction, or none.
fn together(
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    writes: &mut [Box<dyn Write>],
) -> std::result::Result<(), Spoilt> {
    let mut at = At::Beginning;
    let deadline = writes.iter().map(|write| write.deadline()).min();
    let left = deadline.and_then(patience::cut).unwrap_or(TOGETHER);
    let begin = begin_in_lane(workspace, OTHER_NODES, left.min(TOGETHER));
    let done = transaction(connection, &begin, |connection| {
        for (n, write) in writes.iter_mut().enumerate() {
            at = At::Write(n);
            locks::next_request();
            write.attempt(connection, Company::Batch)?;
        }
        at = At::End;
        emit_all(connection, writes)
    });
    done.map_err(|why| {
        writes.iter_mut().for_each(|write| write.outcome().reset());
        Spoilt { at, why }
    })
}

/// Does one write in its own transaction; where another node was in its way, again with the lane for itself. Fails where the
/// connection is lost; the write has been told then.
fn alone(
    gate: &Gate,
    connection: &mut PgConnection,
    workspace: WorkspaceId,
    mut write: Box<dyn Write>,
) -> Result<()> {
    if write.deadline() < Instant::now() {
        write.failed(Error::Unavailable("it waited too long".into()));
        return Ok(());
    }
    let mut company = Company::Nodes;
    let done = retrying(|| {
        write.outcome().reset();
        let lock = patience::cut(write.deadline());
        let begin = match company {
            Company::Nodes => begin(lock),
            Company::Batch => begin_in_lane(workspace, PATIENCE, lock.unwrap_or(PATIENCE)),
        };
        let begun = Instant::now();
        let done = transaction(connection, &begin, |connection| {
            write.attempt(connection, company)?;
            emit_all(connection, std::slice::from_mut(&mut write))
        });
        gate.lanes.held.observe(begun.elapsed().as_secs_f64());
        company = Company::Batch;
        done
    });
    match done {
        Ok(()) => write.committed(&*gate.publish),
        Err(e) if e.lost_connection() => {
            write.failed(Error::Unavailable(e.to_string().into()));
            return Err(e);
        }
        Err(e) => {
            gate.pulse.heed(&e);
            write.failed(e);
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

/// How a transaction begins that holds a workspace's lane alone, in one round trip. It waits no longer than `nodes` for others who
/// write there, and than `lock` for what it locks then.
fn begin_in_lane(workspace: WorkspaceId, nodes: Duration, lock: Duration) -> String {
    let (nodes, lock) = (nodes.min(lock).as_millis(), lock.as_millis());
    format!(
        "BEGIN; SET LOCAL lock_timeout = {nodes}; SELECT pg_advisory_xact_lock(gate.lane('{workspace}')); SET LOCAL lock_timeout = {lock}"
    )
}

/// Writes what is written last, of all writes in one statement. Locks the stream, so all of them have been attempted before.
fn emit_all(connection: &mut PgConnection, writes: &mut [Box<dyn Write>]) -> Result<()> {
    let (writers, unsent): (Vec<_>, Vec<_>) = writes
        .iter_mut()
        .filter_map(|write| {
            let unsent = write.outcome().unsent()?;
            Some((write, unsent))
        })
        .unzip();
    let committed = emission::emit(connection, unsent)?;
    for (write, committed) in writers.into_iter().zip(committed) {
        write.outcome().emitted(committed);
    }
    Ok(())
}
