//! Whether a database can be worked with at all: asked at the start, and answered with what the operator can do.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Integer, Text};
use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query};

use crate::address::without_password;
use crate::connection;
use crate::pool::with_network;
use crate::sqlstate::SqlState;

/// The oldest version of PostgreSQL whose features the migrations use.
const OLDEST: i32 = 15;
/// So many connections are opened to find out whether they lead to as many of PostgreSQL's.
const PROBES: usize = 4;

/// Why a database cannot be worked with: the reason and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// No connection comes about.
    #[error(
        "the database cannot be reached ({0}): see that PostgreSQL runs there, and that host, port, user, password and database are right"
    )]
    Unreachable(String),
    /// An old PostgreSQL.
    #[error("the database is PostgreSQL {0}: name one of version {OLDEST} or newer")]
    Old(i32),
    /// Not every text can be kept.
    #[error("the database keeps texts as {0}: make one with ENCODING 'UTF8' and name that")]
    Encoding(String),
    /// A standby, or one that is told to take no writes.
    #[error(
        "the database takes no writes: name the primary server, or end default_transaction_read_only"
    )]
    ReadOnly,
    /// A pooler that hands out connections by the transaction, or by the statement, which knows no transactions.
    #[error(
        "the database is behind a pooler in transaction or statement mode, such as pgbouncer: set its pool_mode to session, or name PostgreSQL itself"
    )]
    Pooled,
    /// Its migrations are of a version from before the first release: others than ours, or other texts under the same names.
    #[error(
        "the database was made by a version from before the first release, and cannot be brought up to date: begin anew by `cargo xtask up --fresh`, which \
         removes the one in the data folder, or, where the database is your own, empty it or name another one"
    )]
    PreRelease,
    /// Its tables cannot be made or changed.
    #[error(
        "the database cannot be brought up to date ({0}): see that its disk has room, that its user owns it, and what docs/operating.md says of its roles"
    )]
    Migration(String),
}

#[derive(diesel::QueryableByName)]
struct About {
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    encoding: String,
    #[diesel(sql_type = Bool)]
    read_only: bool,
}

#[derive(diesel::QueryableByName)]
struct Backend {
    #[diesel(sql_type = Integer)]
    pid: i32,
}

/// A connection to a database that can be worked with.
///
/// # Errors
/// [`Unusable`]
pub fn connect(url: &str) -> Result<PgConnection, Unusable> {
    let mut connection = establish(url)?;
    let about = sql_query(
        "SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
                current_setting('transaction_read_only')::bool AS read_only",
    );
    let about: About = about
        .get_result(&mut connection)
        .map_err(|error| unreachable(&error, url))?;
    match about {
        About { version, .. } if version < OLDEST => Err(Unusable::Old(version)),
        About { encoding, .. } if encoding != "UTF8" => Err(Unusable::Encoding(encoding)),
        About { read_only, .. } if read_only => Err(Unusable::ReadOnly),
        _ => Ok(connection),
    }
}

/// Makes sure that each connection is one of PostgreSQL's own for as long as it is open: it carries settings, plans and a role.
///
/// # Errors
/// [`Unusable::Pooled`], [`Unusable::Unreachable`]
pub fn require_unpooled(url: &str) -> Result<(), Unusable> {
    let mut held = Vec::with_capacity(PROBES);
    let mut pids = Vec::with_capacity(PROBES);
    for n in 0..PROBES {
        let mut connection = establish(url)?;
        // The first is only asked, and so given back by a pooler; the others hold what they get.
        if n > 0 && connection.batch_execute("BEGIN").is_err() {
            return Err(Unusable::Pooled);
        }
        let backend = pid(&mut connection);
        match backend {
            Ok(pid) if pids.contains(&pid) => return Err(Unusable::Pooled),
            Ok(pid) => pids.push(pid),
            // A plan that was made on another connection.
            Err(error)
                if SqlState::of(&error).is_some_and(|state| is_lost_plan(state.as_str())) =>
            {
                return Err(Unusable::Pooled);
            }
            Err(error) => return Err(unreachable(&error, url)),
        }
        held.push(connection);
    }
    Ok(())
}

/// The process of PostgreSQL's that serves a connection.
fn pid(connection: &mut PgConnection) -> QueryResult<i32> {
    let asked = sql_query("SELECT pg_backend_pid() AS pid").get_result::<Backend>(connection);
    asked.map(|backend| backend.pid)
}

fn is_lost_plan(state: &str) -> bool {
    matches!(state, "26000" | "42P05")
}

fn establish(url: &str) -> Result<PgConnection, Unusable> {
    connection::establish(&with_network(url)).map_err(|error| unreachable(&error, url))
}

fn unreachable(error: &dyn std::error::Error, url: &str) -> Unusable {
    Unusable::Unreachable(without_password(&error.to_string(), url))
}
