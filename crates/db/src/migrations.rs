//! The migrations, inside the binary.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// All of them, as the tests run them up, down and up again.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Brings the database at `url` up to date, as its owner. Several nodes may call it at once: one does it, the others wait.
///
/// # Errors
/// One sentence: the database cannot be reached, or a migration failed.
pub fn run(url: &str) -> Result<Vec<String>, String> {
    let mut connection =
        PgConnection::establish(url).map_err(|e| format!("the database cannot be reached: {e}"))?;
    // Names in a migration mean the schema public, whoever the owner is.
    connection
        .batch_execute("SET search_path = public; SET client_min_messages = warning; SELECT pg_advisory_lock(7283191)")
        .map_err(|e| e.to_string())?;
    let names = connection
        .run_pending_migrations(MIGRATIONS)
        .map_err(|e| format!("a migration failed: {e}"))?;
    let names = names.iter().map(ToString::to_string).collect();
    sql_query("SELECT pg_advisory_unlock(7283191)")
        .execute(&mut connection)
        .map_err(|e| e.to_string())?;
    Ok(names)
}
