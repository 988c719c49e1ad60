//! Jobs as the operator sees them.

use diesel::sql_types::{BigInt, Double, Nullable, Text, Uuid};
use diesel::{PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{JobId, Timestamp, WorkspaceId};

use crate::row::Sql;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits, perhaps for its time.
    Waiting,
    /// A worker has a lease on it.
    Running,
    /// It failed too often.
    Dead,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dead, Self::Running, Self::Waiting];

    /// As the table has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }
}

row! {
    /// A job.
    JobRow of jobs as j {
        id: JobId,
        /// What is to be done.
        kind: String,
        /// In whose lane.
        workspace_id: Option<WorkspaceId>,
        /// Where it stands, as [`State::as_str`] says it.
        state: String,
        /// How often it was begun since it last got anywhere.
        attempts: i32,
        /// Not before.
        run_at: Timestamp,
        /// Why it failed last.
        last_error: Option<String>,
    }
}

statement!(List { state: &'static str => Text, most: i64 => BigInt } -> Sql<JobRow>;
    "SELECT " {JobRow} " FROM jobs j WHERE j.state = " state " ORDER BY j.kind, j.run_at LIMIT " most);
statement!(Retry { id: JobId => Uuid } -> BigInt, locks Jobs;
    "UPDATE jobs SET state = 'waiting', attempts = 0, run_at = now() WHERE id = " id " AND state = 'dead'");
statement!(DeleteDead { id: JobId => Uuid } -> BigInt, locks Jobs; "DELETE FROM jobs WHERE id = " id " AND state = 'dead'");
statement!(Counts { } -> (Text, Text, BigInt, Nullable<Double>);
    "SELECT state, kind, count(*), extract(epoch FROM now() - min(run_at) FILTER (WHERE run_at <= now()))::float8 FROM jobs
     GROUP BY state, kind ORDER BY state, kind");

/// The jobs of one kind in one state.
#[derive(Clone, Debug)]
pub struct Count {
    /// Where they stand.
    pub state: String,
    pub kind: String,
    pub jobs: u64,
    /// For how many seconds the first of them could have been run.
    pub late_s: Option<f64>,
}

/// At most `most` jobs in a state, by kind and time.
///
/// # Errors
/// Where the database fails.
pub fn list(conn: &mut PgConnection, state: State, most: i64) -> QueryResult<Vec<JobRow>> {
    let state = state.as_str();
    (List { state, most }).get_results(conn)
}

/// Lets a dead job be tried again, with all its attempts; tells whether there is one.
///
/// # Errors
/// Where the database fails.
pub fn retry(conn: &mut PgConnection, id: JobId) -> QueryResult<bool> {
    Ok((Retry { id }).execute(conn)? > 0)
}

/// Deletes a dead job; tells whether there was one.
///
/// # Errors
/// Where the database fails.
pub fn drop_dead(conn: &mut PgConnection, id: JobId) -> QueryResult<bool> {
    Ok((DeleteDead { id }).execute(conn)? > 0)
}

/// How many there are.
///
/// # Errors
/// Where the database fails.
pub fn count(conn: &mut PgConnection) -> QueryResult<Vec<Count>> {
    let rows: Vec<(String, String, i64, Option<f64>)> = (Counts {}).get_results(conn)?;
    let counts = rows.into_iter().map(|(state, kind, jobs, late_s)| Count {
        state,
        kind,
        jobs: u64::try_from(jobs).unwrap_or(0),
        late_s,
    });
    Ok(counts.collect())
}
