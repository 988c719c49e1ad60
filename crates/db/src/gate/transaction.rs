//! How a transaction is begun, ended and tried again, and for how long somebody waits for it.

use std::time::{Duration, Instant};

use diesel::PgConnection;
use diesel::connection::{AnsiTransactionManager, TransactionManager};

use crate::error::{Error, Result};
use crate::pool::PgPool;

/// How long beyond [`PATIENCE`] what has been begun may take: no less than a statement may, since a disk that is busy for a
/// moment is no reason to leave people in doubt about what was written.
const GRACE: Duration = Duration::from_secs(5);
/// How often a transaction is tried again where others were in its way.
const ATTEMPTS: u32 = 4;

/// Waits for work that was begun. A database that is frozen keeps the thread and its permit; whoever asked is told in time
/// all the same, and learns by their Idempotency-Key what became of it.
pub(super) async fn in_time<T, E>(
    deadline: Instant,
    work: impl Future<Output = Result<Result<T>, E>>,
) -> Result<T> {
    match tokio::time::timeout_at((deadline + GRACE).into(), work).await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err(Error::Unavailable("the work was broken off".into())),
        Err(_) => Err(Error::Unavailable("the database does not answer".into())),
    }
}

/// Takes a connection, and drops it for good where it turns out to be dead.
pub(super) fn with_connection<T>(
    pool: &PgPool,
    deadline: Instant,
    work: impl FnOnce(&mut PgConnection) -> Result<T>,
) -> Result<T> {
    let left = deadline
        .saturating_duration_since(Instant::now())
        .max(Duration::from_millis(50));
    let mut connection = pool
        .get_timeout(left)
        .map_err(|e| Error::Unavailable(e.to_string().into()))?;
    let result = work(&mut connection);
    if matches!(&result, Err(e) if e.lost_connection()) {
        // The pool looks at this when the connection comes back, and opens another.
        AnsiTransactionManager::transaction_manager_status_mut(&mut *connection).set_in_error();
    }
    result
}

/// One transaction, begun by `begin`, which may set more in the same round trip.
pub(super) fn transaction<T>(
    connection: &mut PgConnection,
    begin: &str,
    work: impl FnOnce(&mut PgConnection) -> Result<T>,
) -> Result<T> {
    AnsiTransactionManager::begin_transaction_sql(connection, begin)?;
    match work(connection) {
        Ok(value) => {
            AnsiTransactionManager::commit_transaction(connection).map_err(
                |e| match Error::from(e) {
                    // Nobody knows whether it was written; a repetition with the same key finds out.
                    Error::Database(e) => Error::Lost(format!("the commit failed: {e}").into()),
                    other => other,
                },
            )?;
            Ok(value)
        }
        Err(error) => {
            if AnsiTransactionManager::rollback_transaction(connection).is_err()
                && !error.lost_connection()
            {
                return Err(Error::Lost("the rollback failed".into()));
            }
            Err(error)
        }
    }
}

/// Tries again while concurrent changes are in the way.
pub(super) fn retrying<T>(mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 1..ATTEMPTS {
        match attempt() {
            Err(Error::Contended) => {}
            other => return other,
        }
    }
    attempt().map_err(|e| match e {
        Error::Contended => Error::Unavailable("others kept changing the same thing".into()),
        other => other,
    })
}
