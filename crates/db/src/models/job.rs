//! What is done later.

pub mod overview;

use std::time::Duration;

use diesel::sql_types::{Array, BigInt, Bool, Double, Integer, Nullable, Text, Timestamptz, Uuid};
use diesel::{OptionalExtension, PgConnection, QueryResult, RunQueryDsl};
use tutti_types::{JobId, Timestamp, WorkspaceId};

use crate::jobs::Later;
use crate::row::Sql;

/// Characters of an error that are kept.
const ERROR: usize = 500;

statement!(
    Add { id: JobId => Uuid, kind: &'static str => Text, key: Option<String> => Nullable<Text>, workspace: Option<WorkspaceId> => Nullable<Uuid>,
          payload: String => Text, run_at: Option<Timestamp> => Nullable<Timestamptz> } -> BigInt;
    "INSERT INTO jobs (id, kind, key, workspace_id, payload, run_at)
     VALUES (" id ", " kind ", " key ", " workspace ", " payload "::jsonb, coalesce(" run_at ", now())) ON CONFLICT DO NOTHING"
);
statement!(
    /// The one job of a kind that comes every so often, whose key is its kind. It is never deleted, so one that was begun is enough.
    AddRecurring { id: JobId => Uuid, kind: &'static str => Text } -> BigInt;
    "INSERT INTO jobs (id, kind, key, payload) SELECT " id ", k.kind, k.kind, 'null' FROM (SELECT " kind " AS kind) k
     WHERE NOT EXISTS (SELECT FROM jobs j WHERE j.key = k.kind) ON CONFLICT DO NOTHING"
);
row! {
    /// A job as a worker claims it.
    ClaimedRow of jobs as jobs {
        id: JobId,
        kind: String,
        workspace_id: Option<WorkspaceId>,
        /// How often it was begun since it last got anywhere, this time too.
        attempts: i32,
    } with {
        /// JSON.
        payload: String => Text = "jobs.payload::text",
    }
}

statement!(
    /// Those that others claim at this moment are passed over. A row whose lease is over is due again. One with a key waits for the one
    /// with its key that was begun before. An array, since a join would be planned for a tenth of all rows.
    Claim { kinds: Vec<&'static str> => Array<Text>, most: i64 => BigInt, by: String => Text, seconds: f64 => Double }
    -> Sql<ClaimedRow>, locks Jobs;
    "UPDATE jobs SET state = 'running', begun = true, attempts = attempts + 1, leased_by = " by ", leased_until = now() + make_interval(secs => " seconds ")
     WHERE id = ANY (ARRAY(
        SELECT id FROM jobs j WHERE state <> 'dead' AND greatest(run_at, leased_until) <= now() AND kind = ANY (" kinds ")
            AND (begun OR key IS NULL OR NOT EXISTS (SELECT FROM jobs before WHERE before.key = j.key AND before.begun))
        ORDER BY greatest(run_at, leased_until), id LIMIT " most " FOR UPDATE SKIP LOCKED))
     RETURNING " {ClaimedRow}
);
statement!(Hasten { keys: Vec<&'static str> => Array<Text> } -> BigInt, locks Jobs;
    "UPDATE jobs SET run_at = now() WHERE id = ANY (ARRAY(
        SELECT id FROM jobs WHERE key = ANY (" keys ") AND state = 'waiting' AND run_at > now() ORDER BY id FOR UPDATE SKIP LOCKED))");
statement!(
    /// And whether its workspace is in the trash.
    Hold { id: JobId => Uuid, by: String => Text } -> Bool, locks Jobs;
    "SELECT EXISTS (SELECT FROM workspaces w WHERE w.id = j.workspace_id AND w.deleted_at IS NOT NULL)
     FROM jobs j WHERE id = " id " AND leased_by = " by " FOR UPDATE"
);
statement!(Delete { id: JobId => Uuid } -> BigInt, holds Jobs; "DELETE FROM jobs WHERE id = " id);
statement!(PutOff { id: JobId => Uuid, seconds: f64 => Double } -> BigInt, holds Jobs;
    "UPDATE jobs SET state = 'waiting', run_at = now() + make_interval(secs => " seconds "), attempts = 0, leased_until = NULL, leased_by = NULL,
        last_error = NULL WHERE id = " id);
statement!(
    Fail { id: JobId => Uuid, by: String => Text, dead: bool => Bool, attempts: i32 => Integer, seconds: f64 => Double, error: String => Text } -> BigInt, locks Jobs;
    "UPDATE jobs SET state = CASE WHEN " dead " THEN 'dead' ELSE 'waiting' END, attempts = " attempts ",
        run_at = now() + make_interval(secs => " seconds "), leased_until = NULL, leased_by = NULL, last_error = " error "
     WHERE id = " id " AND leased_by = " by
);

/// What is written of a job that failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The lease under which it ran.
    pub lease: String,
    /// Why, cut to what is kept.
    pub error: String,
    /// How long it waits.
    pub pause: Duration,
    /// Whether it is given up.
    pub dead: bool,
    /// The attempts that count against it from now on.
    pub attempts: i32,
}

/// Adds a job, unless one with its key is there that was not begun.
///
/// # Errors
/// Where the database fails.
pub fn add(conn: &mut PgConnection, later: Later) -> QueryResult<usize> {
    let Later {
        kind,
        key,
        workspace,
        payload,
        run_at,
    } = later;
    let add = Add {
        id: JobId::new(),
        kind,
        key,
        workspace,
        payload,
        run_at,
    };
    add.execute(conn)
}

/// Adds the job of a kind that comes every so often, unless it is there.
///
/// # Errors
/// Where the database fails.
pub fn add_recurring(conn: &mut PgConnection, kind: &'static str) -> QueryResult<()> {
    let id = JobId::new();
    (AddRecurring { id, kind }).execute(conn).map(drop)
}

/// Makes those with these keys due that wait for their time.
///
/// # Errors
/// Where the database fails.
pub fn hasten(conn: &mut PgConnection, keys: Vec<&'static str>) -> QueryResult<()> {
    (Hasten { keys }).execute(conn).map(drop)
}

/// Takes a lease on at most `most` jobs of these kinds that are due.
///
/// # Errors
/// Where the database fails.
pub fn claim(
    conn: &mut PgConnection,
    kinds: Vec<&'static str>,
    by: String,
    lease: Duration,
    most: i64,
) -> QueryResult<Vec<ClaimedRow>> {
    let claim = Claim {
        kinds,
        most,
        by,
        seconds: lease.as_secs_f64(),
    };
    claim.get_results(conn)
}

/// Locks a job, if this lease is still the one on it; tells whether it has to rest, since its workspace is in the trash.
///
/// # Errors
/// Where the database fails.
pub fn hold(conn: &mut PgConnection, id: JobId, lease: &str) -> QueryResult<Option<bool>> {
    let hold = Hold {
        id,
        by: lease.to_owned(),
    };
    hold.get_result(conn).optional()
}

/// Ends a job that is held.
///
/// # Errors
/// Where the database fails.
pub fn delete(conn: &mut PgConnection, id: JobId) -> QueryResult<()> {
    (Delete { id }).execute(conn).map(drop)
}

/// Lets a job that is held wait, with its attempts to come.
///
/// # Errors
/// Where the database fails.
pub fn put_off(conn: &mut PgConnection, id: JobId, pause: Duration) -> QueryResult<()> {
    let seconds = pause.as_secs_f64();
    (PutOff { id, seconds }).execute(conn).map(drop)
}

/// Notes a failure, if the lease is still the one on the job; tells whether it was.
///
/// # Errors
/// Where the database fails.
pub fn fail(conn: &mut PgConnection, id: JobId, failure: &Failure) -> QueryResult<bool> {
    let fail = Fail {
        id,
        by: failure.lease.clone(),
        dead: failure.dead,
        attempts: failure.attempts,
        seconds: failure.pause.as_secs_f64(),
        // PostgreSQL takes no NUL in a text.
        error: failure
            .error
            .chars()
            .filter(|c| *c != '\0')
            .take(ERROR)
            .collect(),
    };
    Ok(fail.execute(conn)? > 0)
}
