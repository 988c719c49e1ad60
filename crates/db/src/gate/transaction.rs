//! How a transaction is begun, ended and tried again, and for how long somebody waits for it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::PgConnection;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use super::patience::{self, MARGIN};
use crate::error::{Error, Result};
use crate::locks;
use crate::pool::{LOCK_TIMEOUT, PgPool};

/// How long beyond its deadline what has been begun may take of a database that answers others: no less than a statement may, since a disk that is busy for a moment is no
/// reason to leave people in doubt about what was written.
const GRACE: Duration = Duration::from_secs(5);
/// A database that has answered nobody for so long is silent.
const SILENCE: Duration = Duration::from_secs(1);
/// For so long a write that failed for want of room says that others may fail too.
const EXHAUSTED: Duration = Duration::from_secs(10);
/// How often a transaction is tried again where others were in its way.
const ATTEMPTS: u32 = 4;

/// When the database last answered anybody, and when it last had no room.
#[derive(Clone)]
pub(super) struct Pulse {
    epoch: Instant,
    last_ms: Arc<AtomicU64>,
    exhausted: Arc<Mutex<Option<Instant>>>,
}

impl Default for Pulse {
    fn default() -> Self {
        Self {
            epoch: Instant::now(),
            last_ms: Arc::default(),
            exhausted: Arc::default(),
        }
    }
}

impl Pulse {
    /// Notes that something failed, if it says anything of what comes after.
    pub(super) fn heed(&self, error: &Error) {
        if matches!(error, Error::Exhausted(_)) {
            let mut exhausted = self
                .exhausted
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *exhausted = Some(Instant::now());
        }
    }

    pub(super) fn is_exhausted(&self) -> bool {
        let exhausted = self
            .exhausted
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        exhausted.is_some_and(|at| at.elapsed() < EXHAUSTED)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn beat(&self) {
        self.last_ms.store(self.now_ms(), Ordering::Relaxed);
    }

    fn is_silent(&self) -> bool {
        let silent_ms = self
            .now_ms()
            .saturating_sub(self.last_ms.load(Ordering::Relaxed));
        u128::from(silent_ms) > SILENCE.as_millis()
    }

    /// Waits for work that was begun. A database that is frozen keeps the thread and its permit; whoever asked is told in time
    /// all the same, and learns by their Idempotency-Key what became of it.
    pub(super) async fn in_time<T, E>(
        &self,
        deadline: Instant,
        work: impl Future<Output = Result<Result<T>, E>>,
    ) -> Result<T> {
        let mut work = std::pin::pin!(work);
        let mut until = deadline + MARGIN;
        loop {
            match tokio::time::timeout_at(until.into(), &mut work).await {
                Ok(Ok(done)) => return done,
                Ok(Err(_)) => return Err(Error::Unavailable("the work was broken off".into())),
                Err(_) if until < deadline + GRACE && !self.is_silent() => until += MARGIN,
                Err(_) => return Err(Error::Unavailable("the database does not answer".into())),
            }
        }
    }
}

/// Takes a connection, and drops it for good where it turns out to be dead.
pub(super) fn with_connection<T>(
    pool: &PgPool,
    pulse: &Pulse,
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
    if let Err(error) = &result {
        pulse.heed(error);
    }
    if matches!(&result, Err(e) if e.lost_connection()) {
        // The pool looks at this when the connection comes back, and opens another.
        AnsiTransactionManager::transaction_manager_status_mut(&mut *connection).set_in_error();
    } else {
        pulse.beat();
    }
    result
}

/// Works with a connection that waits for no lock beyond the deadline.
pub(super) fn in_a_hurry<T>(
    connection: &mut PgConnection,
    deadline: Instant,
    work: impl FnOnce(&mut PgConnection) -> Result<T>,
) -> Result<T> {
    let Some(left) = patience::cut(deadline) else {
        return work(connection);
    };
    connection.batch_execute(&format!("SET lock_timeout = {}", left.as_millis()))?;
    let result = work(connection);
    if !matches!(&result, Err(error) if error.lost_connection()) {
        connection.batch_execute(LOCK_TIMEOUT)?;
    }
    result
}

/// One transaction, begun by `begin`, which may set more in the same round trip.
pub(super) fn transaction<T>(
    connection: &mut PgConnection,
    begin: &str,
    work: impl FnOnce(&mut PgConnection) -> Result<T>,
) -> Result<T> {
    if let Err(error) = AnsiTransactionManager::begin_transaction_sql(connection, begin) {
        // It may have been begun all the same, where what comes after BEGIN has failed.
        let ended = connection.batch_execute("ROLLBACK");
        return Err(ended.map_or_else(Error::from, |()| error.into()));
    }
    let _order = locks::begin();
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
