//! Connections, and as which role they work.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as PoolError, Pool};
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};

use crate::error::{Error, Result};

/// The longest a request waits for the database in all, before it is told to come back.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// A pool of connections to one database.
pub type PgPool = Pool<ConnectionManager<PgConnection>>;

/// Sets what every connection has: limits on time, and the role that owns nothing.
#[derive(Debug)]
struct Setup {
    role: bool,
}

impl CustomizeConnection<PgConnection, PoolError> for Setup {
    fn on_acquire(&self, connection: &mut PgConnection) -> std::result::Result<(), PoolError> {
        let role = if self.role { "SET ROLE tutti_app;" } else { "" };
        connection
            .batch_execute(&format!(
                "SET statement_timeout = '5s'; SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '5s';
                 SET application_name = 'tutti'; {role}"
            ))
            .map_err(PoolError::QueryError)
    }
}

#[derive(diesel::QueryableByName)]
struct RoleThere {
    #[diesel(sql_type = diesel::sql_types::Bool)]
    there: bool,
}

/// Whether the app's roles exist and this login may take them on. Where not, the owner itself works under forced row-level
/// security, which the operator is told.
///
/// # Errors
/// Where the question cannot be asked.
pub fn roles_usable(connection: &mut PgConnection) -> Result<bool> {
    let answer: RoleThere = sql_query(
        "SELECT count(*) = 2 AND coalesce(bool_and(pg_has_role(session_user, oid, 'MEMBER')), false) AS there
         FROM pg_roles WHERE rolname IN ('tutti_app', 'tutti_system')",
    )
    .get_result(connection)?;
    Ok(answer.there)
}

/// A pool of at most `size` connections, opened as they are needed.
///
/// # Errors
/// Where the database cannot be reached for the first time.
pub fn connect(url: &str, size: u32) -> Result<(PgPool, bool)> {
    let mut first =
        PgConnection::establish(url).map_err(|e| Error::Unavailable(e.to_string().into()))?;
    let role = roles_usable(&mut first)?;
    let pool = Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .idle_timeout(Some(Duration::from_secs(600)))
        .connection_timeout(PATIENCE)
        // A ping at each check-out costs a tenth of all writes; a lost connection shows at its first statement anyway.
        .test_on_check_out(false)
        .connection_customizer(Box::new(Setup { role }))
        .build_unchecked(ConnectionManager::new(url));
    Ok((pool, role))
}
