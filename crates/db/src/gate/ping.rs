//! Whether the database answers.

use diesel::RunQueryDsl;
use diesel::sql_types::Bool;

use super::Gate;
use crate::error::{Error, Result};

statement!(
    /// Whether the database takes writes, and whether the role that serves may make them.
    TakesWrites { } -> (Bool, Bool);
    "SELECT NOT current_setting('transaction_read_only')::bool, has_table_privilege('public.tasks', 'INSERT')"
);

/// The database answers and takes writes.
///
/// # Errors
/// [`Error::ReadOnly`] on a standby, or where writes are switched off; [`Error::Exhausted`] where a write failed lately for want of
/// room, which a look does not show; else where it does not answer, or its tables are not there or not ours to write to.
pub async fn ping(gate: &Gate) -> Result<()> {
    let look = gate.blocking(|connection| match (TakesWrites {}).get_result(connection) {
        Ok((true, true)) => Ok(()),
        Ok((true, false)) => Err(Error::Unavailable(
            "it lets nobody make tasks who comes as we do".into(),
        )),
        Ok((false, _)) => Err(Error::ReadOnly),
        Err(error) => Err(error.into()),
    });
    look.await?;
    match gate.pulse.is_exhausted() {
        true => Err(Error::Exhausted("a write failed lately".into())),
        false => Ok(()),
    }
}
