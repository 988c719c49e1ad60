//! The system's door, past the policies.

use diesel::PgConnection;

use super::emission::{Committed, Unsent};
use super::transaction::{retrying, transaction};
use super::{Gate, Tx};
use crate::error::Result;

/// Every use of the system door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemUse {
    /// Sign-up, sign-in, and the exchange of refresh tokens.
    Authentication,
    /// Finding an invitation by its token, and joining by it.
    Invitation,
    /// Heads of streams, missed events and rights, for the hub.
    Stream,
    /// Partitions, old keys, the epoch at the start.
    Housekeeping,
    /// Filling a new installation with an example.
    Seed,
    /// What the operator asks for on the command line.
    Operator,
    /// Claiming jobs, doing those that belong to no workspace, and counting them.
    Job,
}

impl Gate {
    /// Works as the system, past the policies.
    ///
    /// # Errors
    /// Whatever `work` refuses.
    pub async fn system<T: Send + 'static>(
        &self,
        purpose: SystemUse,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.as_system("BEGIN".to_owned(), purpose, by_itself(work))
            .await
    }

    /// The same, reading all at one moment and writing nothing.
    ///
    /// # Errors
    /// Whatever `work` refuses.
    pub async fn system_at_one_moment<T: Send + 'static>(
        &self,
        purpose: SystemUse,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned();
        self.as_system(begin, purpose, by_itself(work)).await
    }

    /// What makes the rest of a transaction the system's.
    pub(super) const fn system_door(&self) -> &'static str {
        match self.roles {
            true => "SET LOCAL ROLE tutti_system",
            false => "SET LOCAL tutti.door = 'system'",
        }
    }

    /// What makes the rest of a transaction a request's again.
    pub(super) const fn own_door(&self) -> &'static str {
        match self.roles {
            true => "SET LOCAL ROLE tutti_app",
            false => "SET LOCAL tutti.door = ''",
        }
    }

    pub(super) async fn as_system<T: Send + 'static>(
        &self,
        begin: String,
        purpose: SystemUse,
        work: impl Fn(&mut PgConnection) -> Result<(T, Unsent)> + Send + 'static,
    ) -> Result<T> {
        tracing::trace!(?purpose, "system door");
        let publish = self.publish.clone();
        let door = self.system_door();
        self.blocking(move |connection| {
            retrying(|| {
                let mut committed = Committed::default();
                let answer = transaction(connection, &format!("{begin}; {door}"), |connection| {
                    let (answer, unsent) = work(connection)?;
                    committed = unsent.emit(connection)?;
                    Ok(answer)
                })?;
                publish.committed(committed);
                Ok(answer)
            })
        })
        .await
    }
}

/// Work of the system on nobody's behalf.
pub(super) fn by_itself<T>(
    work: impl Fn(&mut Tx<'_>) -> Result<T>,
) -> impl Fn(&mut PgConnection) -> Result<(T, Unsent)> {
    move |connection| {
        let mut tx = Tx::new(connection, None, None, None);
        let answer = work(&mut tx)?;
        Ok((answer, tx.finish(&())?))
    }
}
