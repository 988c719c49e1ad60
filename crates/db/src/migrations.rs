//! The migrations, inside the binary.

use std::collections::BTreeMap;
use std::fmt::Display;

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Array, Bool, Text};
use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::address::without_password;
use crate::usable::{self, Unusable};

/// All of them, as the tests run them up, down and up again.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// The SHA-256 of each file of theirs, as `sha256sum` prints them; a test holds it against the folder. By it the compiler also sees
/// that a folder was added.
const SUMS: &str = include_str!("../migrations.sum");

/// Where the database keeps the sums of what was run. Not by a migration, since it is read before any is run.
const KEEP_SUMS: &str = "CREATE TABLE IF NOT EXISTS __migration_sums (version text PRIMARY KEY, sum text NOT NULL);
    COMMENT ON TABLE __migration_sums IS 'The SHA-256 of each migration as it was run, so that one that was changed afterwards is noticed.';
    COMMENT ON COLUMN __migration_sums.version IS 'As Diesel calls it.';
    COMMENT ON COLUMN __migration_sums.sum IS 'Of its up.sql, in hexadecimal digits.'";

#[derive(diesel::QueryableByName)]
struct There {
    #[diesel(sql_type = Bool)]
    there: bool,
}

#[derive(diesel::QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    sum: String,
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
    let ours = sums();
    let applied = applied(&mut connection).map_err(|error| failed(&error))?;
    if predates_release(&applied, &ours) {
        return Err(Unusable::PreRelease);
    }
    keep_sums(&mut connection).map_err(|error| failed(&error.as_ref()))?;
    let names = connection
        .run_pending_migrations(MIGRATIONS)
        .map_err(|error| failed(&error))?;
    let names = names.iter().map(ToString::to_string).collect();
    connection
        .batch_execute("SELECT pg_advisory_unlock(7283191)")
        .map_err(|error| failed(&error))?;
    Ok(names)
}

/// The versions of our own migrations, each with the sum of what it runs.
fn sums() -> BTreeMap<String, &'static str> {
    let files = SUMS.lines().filter_map(|line| line.split_once("  "));
    let sums = files.filter_map(|(sum, file)| {
        let folder = file.strip_prefix("migrations/")?.strip_suffix("/up.sql")?;
        // As Diesel makes a version of a folder's name.
        let version = folder.split('_').next()?.replace('-', "");
        Some((version, sum))
    });
    sums.collect()
}

/// The versions that the database has, with the sums of what was run, empty where none was kept. Diesel would make the table of
/// versions, where there is none.
fn applied(connection: &mut PgConnection) -> QueryResult<BTreeMap<String, String>> {
    let mut has = |table: &str| {
        let there = sql_query("SELECT to_regclass($1) IS NOT NULL AS there");
        let there = there.bind::<Text, _>(table).get_result::<There>(connection);
        there.map(|answer| answer.there)
    };
    if !has("__diesel_schema_migrations")? {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<Applied> = match has("__migration_sums")? {
        true => sql_query(
            "SELECT m.version::text AS version, coalesce(s.sum, '') AS sum FROM __diesel_schema_migrations m LEFT JOIN __migration_sums s USING (version)",
        ),
        false => sql_query("SELECT version::text AS version, '' AS sum FROM __diesel_schema_migrations"),
    }
    .load(connection)?;
    Ok(rows.into_iter().map(|row| (row.version, row.sum)).collect())
}

/// Whether the database was made by other migrations than ours: before the first release they were written anew. Some version is
/// none of ours and older than our newest, or what it ran was something else. One that is newer than all of ours is of a newer
/// Tutti, whose database this one can work with, and one that is only ours is yet to be run.
fn predates_release(
    applied: &BTreeMap<String, String>,
    ours: &BTreeMap<String, &'static str>,
) -> bool {
    let newest = ours.keys().max();
    applied
        .iter()
        .any(|(version, sum)| Some(version) <= newest && ours.get(version) != Some(&sum.as_str()))
}

/// Keeps the sums of what is going to be run: before it is, since a node may end in between, and what was not run is not compared.
fn keep_sums(connection: &mut PgConnection) -> diesel::migration::Result<()> {
    let pending = connection.pending_migrations(MIGRATIONS)?;
    if pending.is_empty() {
        return Ok(());
    }
    connection.batch_execute(KEEP_SUMS)?;
    let ours = sums();
    let pending: BTreeMap<String, &str> = pending
        .iter()
        .map(|migration| migration.name().version().to_string())
        .filter_map(|version| Some((version.clone(), *ours.get(&version)?)))
        .collect();
    let (versions, sums): (Vec<_>, Vec<_>) = pending.into_iter().unzip();
    sql_query(
        "INSERT INTO __migration_sums (version, sum) SELECT * FROM unnest($1, $2)
         ON CONFLICT (version) DO UPDATE SET sum = excluded.sum",
    )
    .bind::<Array<Text>, _>(versions)
    .bind::<Array<Text>, _>(sums)
    .execute(connection)?;
    Ok(())
}
