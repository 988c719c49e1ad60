//! Connections, and as which role they work.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error as PoolError, Pool};
use diesel::{PgConnection, RunQueryDsl, sql_query};

use crate::address::without_password;
use crate::connection;
use crate::error::{Error, Result};
use crate::gate::patience::PATIENCE;

/// How long a statement waits for a lock: as long as a request for the database in all.
pub(crate) const LOCK_TIMEOUT: &str = "SET lock_timeout = '2s'";

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
        // Names in statements mean the schema public, whatever the user or the database has set, as they do in migrations.
        // A kept plan is used from its first time on. Left to itself PostgreSQL would plan many statements anew each time, for the
        // number of ids in a list alone, which costs more than they do.
        connection
            .batch_execute(&format!(
                "SET search_path = public; SET statement_timeout = '5s'; {LOCK_TIMEOUT}; SET idle_in_transaction_session_timeout = '5s';
                 SET plan_cache_mode = 'force_generic_plan'; SET application_name = 'tutti'; {role}"
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

/// What a connection has where its URL says nothing of it: a network that swallows packets is noticed within seconds. Without
/// these the kernel tries for a quarter of an hour, and each try holds a thread.
const NETWORK: [(&str, &str); 5] = [
    ("connect_timeout", "2"),
    ("tcp_user_timeout", "6000"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "2"),
    ("keepalives_count", "2"),
];

/// The URL with [`NETWORK`].
pub(crate) fn with_network(url: &str) -> String {
    let is_uri = url.starts_with("postgres://") || url.starts_with("postgresql://");
    let mut whole = url.to_owned();
    for (name, value) in NETWORK {
        if url.contains(name) {
            continue;
        }
        whole.push(match (is_uri, whole.contains('?')) {
            (true, true) => '&',
            (true, false) => '?',
            // The other form that libpq takes: words with blanks between them.
            (false, _) => ' ',
        });
        whole.push_str(name);
        whole.push('=');
        whole.push_str(value);
    }
    whole
}

/// A pool of at most `size` connections, opened as they are needed.
///
/// # Errors
/// Where the database cannot be reached for the first time.
pub fn connect(url: &str, size: u32) -> Result<(PgPool, bool)> {
    let url = with_network(url);
    let mut first = connection::establish(&url)
        .map_err(|e| Error::Unavailable(without_password(&e.to_string(), &url).into()))?;
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

#[cfg(test)]
mod tests {
    use super::with_network;

    #[test]
    fn what_the_operator_set_stays() {
        let whole = with_network("postgres://u@h/db?connect_timeout=9");
        assert!(whole.starts_with("postgres://u@h/db?connect_timeout=9&tcp_user_timeout=6000&"));
        assert!(!whole.contains("connect_timeout=2"));
        assert!(with_network("postgres://u@h/db").contains("/db?connect_timeout=2&"));
        assert!(
            with_network("host=h dbname=db").starts_with("host=h dbname=db connect_timeout=2 ")
        );
    }
}
