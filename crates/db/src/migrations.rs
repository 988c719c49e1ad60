//! The migrations, inside the binary.

use std::fmt::Display;

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel::sql_types::{Bool, Text};
use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::address::without_password;
use crate::usable::{self, Unusable};

/// All of them, as the tests run them up, down and up again.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// The compiler sees no folder that is added; it sees that this list has changed, which a test holds against the folder.
const _: &str = include_str!("../migrations.sum");

#[derive(diesel::QueryableByName)]
struct There {
    #[diesel(sql_type = Bool)]
    there: bool,
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Brings the database at `url` up to date, as its owner. Several nodes may call it at once: one does it, the others wait.
///
/// # Errors
/// [`Unusable`]; nothing is written to a database from before the first release.
pub fn run(url: &str) -> Result<Vec<String>, Unusable> {
    let mut connection = usable::connect(url)?;
    let failed =
        |error: &dyn Display| Unusable::Migration(without_password(&error.to_string(), url));
    // Names in a migration mean the schema public, whoever the owner is.
    connection
        .batch_execute("SET search_path = public; SET client_min_messages = warning; SELECT pg_advisory_lock(7283191)")
        .map_err(|error| failed(&error))?;
    let ours = versions().map_err(|error| failed(&error))?;
    let applied = applied(&mut connection).map_err(|error| failed(&error))?;
    if predates_release(&applied, &ours) {
        return Err(Unusable::PreRelease);
    }
    let names = connection
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| failed(&error))?;
    let names = names.iter().map(ToString::to_string).collect();
    connection
        .batch_execute("SELECT pg_advisory_unlock(7283191)")
        .map_err(|error| failed(&error))?;
    Ok(names)
}

/// The versions of our own migrations.
fn versions() -> diesel::migration::Result<Vec<String>> {
    let migrations = MigrationSource::<Pg>::migrations(&MIGRATIONS)?;
    let versions = migrations.iter().map(|m| m.name().version().to_string());
    Ok(versions.collect())
}

/// The versions that the database has. Diesel would make the table that holds them, where there is none.
fn applied(connection: &mut PgConnection) -> QueryResult<Vec<String>> {
    let table = sql_query("SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS there");
    if !table.get_result::<There>(connection)?.there {
        return Ok(Vec::new());
    }
    let rows = sql_query("SELECT version::text AS version FROM __diesel_schema_migrations");
    let rows: Vec<Applied> = rows.load(connection)?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

/// Whether some version is none of ours and older than our newest: the migrations were written anew once, before the first
/// release. One that is newer than all of ours is of a newer Tutti, whose database this one can work with.
fn predates_release(applied: &[String], ours: &[String]) -> bool {
    let newest = ours.iter().max();
    applied
        .iter()
        .any(|version| Some(version) < newest && !ours.contains(version))
}
