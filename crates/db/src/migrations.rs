//! The migrations, inside the binary.

use std::fmt::Display;

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::address::without_password;
use crate::usable::{self, Unusable};

/// All of them, as the tests run them up, down and up again.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Brings the database at `url` up to date, as its owner. Several nodes may call it at once: one does it, the others wait.
///
/// # Errors
/// [`Unusable`]
pub fn run(url: &str) -> Result<Vec<String>, Unusable> {
    let mut connection = usable::connect(url)?;
    let failed =
        |error: &dyn Display| Unusable::Migration(without_password(&error.to_string(), url));
    // Names in a migration mean the schema public, whoever the owner is.
    connection
        .batch_execute("SET search_path = public; SET client_min_messages = warning; SELECT pg_advisory_lock(7283191)")
        .map_err(|error| failed(&error))?;
    let names = connection
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| failed(&error))?;
    let names = names.iter().map(ToString::to_string).collect();
    connection
        .batch_execute("SELECT pg_advisory_unlock(7283191)")
        .map_err(|error| failed(&error))?;
    Ok(names)
}
