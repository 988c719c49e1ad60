//! Up, down and up again; what is there is not changed, and a database from before the first release is refused.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use diesel_migrations::MigrationHarness;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tutti_db::migrations::{MIGRATIONS, run};
use tutti_db::usable::Unusable;
use tutti_testkit::Database;

/// Everything in the schemas that the migrations fill.
fn shape(database: &Database) -> Vec<Value> {
    database.rows(
        "SELECT kind, what FROM (
            SELECT 'column' AS kind, concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable, column_default, collation_name) AS what
                FROM information_schema.columns WHERE table_schema IN ('public', 'gate', 'stream')
            UNION ALL SELECT 'index', indexdef FROM pg_indexes WHERE schemaname IN ('public', 'gate', 'stream')
            UNION ALL SELECT 'constraint', conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace IN ('public'::regnamespace, 'stream'::regnamespace) AND conrelid <> 0
            UNION ALL SELECT 'function', p.oid::regprocedure || p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('gate', 'stream')
            UNION ALL SELECT 'policy', concat_ws(' ', schemaname, tablename, policyname, cmd, qual, with_check) FROM pg_policies
            UNION ALL SELECT 'grant', concat_ws(' ', grantee, table_schema, table_name, privilege_type) FROM information_schema.table_privileges
                WHERE grantee LIKE 'tutti\\_%'
            UNION ALL SELECT 'comment', concat_ws(' ', classoid::regclass, description) FROM pg_description
                WHERE objoid IN (SELECT oid FROM pg_class WHERE relnamespace IN ('public'::regnamespace))
        ) s WHERE what NOT LIKE '%__diesel_schema_migrations%' AND what NOT LIKE '%__migration_sums%' ORDER BY kind, what",
    )
}

fn things(database: &Database) -> i64 {
    database.number(
        "SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                    WHERE nspname IN ('public', 'gate', 'stream') AND relname NOT LIKE '\\_\\_%')
              + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname IN ('gate', 'stream'))
              + (SELECT count(*) FROM pg_policies)
              + (SELECT count(*) FROM pg_namespace WHERE nspname IN ('gate', 'stream'))",
    )
}

#[test]
fn up_down_and_up_again_is_the_same() {
    let database = Database::empty();
    let names = run(&database.url).unwrap();
    assert!(names.len() >= 8, "{names:?}");
    assert!(
        run(&database.url).unwrap().is_empty(),
        "a second run has nothing to do"
    );
    let first = shape(&database);
    assert!(first.len() > 200);
    let mut connection = database.connect();
    for left in (0..names.len()).rev() {
        connection.revert_last_migration(MIGRATIONS).unwrap();
        let applied = database.number("SELECT count(*) FROM __diesel_schema_migrations");
        assert_eq!(applied, i64::try_from(left).unwrap());
    }
    assert_eq!(things(&database), 0, "something is left behind");
    assert_eq!(run(&database.url).unwrap(), names);
    let second = shape(&database);
    for (one, other) in first.iter().zip(&second) {
        assert_eq!(one, other);
    }
    assert_eq!(first.len(), second.len());
}

/// The sums of all files, as `sha256sum` prints them in the repository's folder.
fn sums() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = fs::read_dir(root.join("migrations")).unwrap();
    let mut files: Vec<_> = folders
        .flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut sums = String::new();
    for file in files {
        for byte in Sha256::digest(fs::read(&file).unwrap()) {
            write!(sums, "{byte:02x}").unwrap();
        }
        let file = file.strip_prefix(&root).unwrap().display();
        writeln!(sums, "  {file}").unwrap();
    }
    sums
}

#[test]
fn no_migration_is_changed_once_it_is_there() {
    assert_eq!(
        sums(),
        include_str!("../../migrations.sum"),
        "others may have run what is listed: leave it as it is and add a migration, which \
         `sha256sum migrations/*/*.sql > crates/db/migrations.sum` lists"
    );
}

#[test]
fn a_database_from_before_the_first_release_is_refused_and_a_newer_one_is_not() {
    let add = |database: &Database, version: &str| {
        database.run(&format!(
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')"
        ));
    };
    let newer = Database::new();
    add(&newer, "99990101000001");
    newer.run("INSERT INTO __migration_sums VALUES ('99990101000001', 'of tomorrow')");
    assert!(run(&newer.url).unwrap().is_empty());

    // As a branch leaves it whose migrations came in between.
    let mixed = Database::new();
    add(&mixed, "20261130000020");
    let before = shape(&mixed);
    assert!(matches!(run(&mixed.url), Err(Unusable::PreRelease)));
    assert_eq!(shape(&mixed), before);

    // Who is refused does not keep the others waiting.
    mixed.run("DELETE FROM __diesel_schema_migrations WHERE version = '20261130000020'");
    assert!(run(&mixed.url).unwrap().is_empty());
}

#[test]
fn a_migration_that_was_changed_is_noticed_and_one_that_was_added_is_run() {
    let refuses = |damage: &str| {
        let database = Database::new();
        database.run(damage);
        let stands = |database: &Database| {
            let sums = "SELECT to_regclass('__migration_sums') IS NULL AS none, (SELECT count(*) FROM __diesel_schema_migrations) AS run";
            (shape(database), database.rows(sums))
        };
        let before = stands(&database);
        assert!(
            matches!(run(&database.url), Err(Unusable::PreRelease)),
            "{damage}"
        );
        assert_eq!(stands(&database), before, "{damage}");
    };
    // What was run has the same name and another text.
    refuses("UPDATE __migration_sums SET sum = repeat('0', 64) WHERE version = '20261201000003'");
    // Of versions that kept no sums, nobody knows what they ran.
    refuses("DELETE FROM __migration_sums WHERE version = '20261201000003'");
    refuses("DROP TABLE __migration_sums");

    // Its last migration is one that it does not have yet, whatever was kept of it.
    let older = Database::new();
    let mut connection = older.connect();
    connection.revert_last_migration(MIGRATIONS).unwrap();
    drop(connection);
    older.run("UPDATE __migration_sums SET sum = 'x' WHERE version = (SELECT max(version) FROM __migration_sums)");
    assert_eq!(run(&older.url).unwrap().len(), 1);
    assert!(run(&older.url).unwrap().is_empty());
}

#[test]
fn several_nodes_may_migrate_at_once() {
    let database = Database::empty();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let url = database.url.clone();
            std::thread::spawn(move || run(&url).unwrap().len())
        })
        .collect();
    let mut done: Vec<usize> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    done.sort_unstable();
    assert!(
        done[..3].iter().all(|n| *n == 0) && done[3] >= 8,
        "{done:?}"
    );
}

#[test]
fn partitions_are_made_ahead_and_dropped_behind() {
    // Not from the template, which may be of another day.
    let database = Database::empty();
    run(&database.url).unwrap();
    let days = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'stream.events'::regclass";
    assert_eq!(
        database.number(days),
        9,
        "today, seven days ahead, and the default one"
    );
    assert_eq!(database.number("SELECT stream.make_partitions(7)"), 0);
    assert_eq!(database.number("SELECT stream.make_partitions(9)"), 2);
    database.run(
        "DO $$ BEGIN EXECUTE format('CREATE TABLE stream.events_20200101 PARTITION OF stream.events FOR VALUES FROM (%L) TO (%L)',
            '2020-01-01 00:00:00+00', '2020-01-02 00:00:00+00'); END $$",
    );
    assert_eq!(database.number("SELECT stream.drop_partitions(7)"), 1);
    assert_eq!(database.number("SELECT stream.drop_partitions(7)"), 0);
    assert_eq!(database.number(days), 11);
    // A day whose events came before its partition stays in the default one, and keeps no other day from being made.
    database.run(
        "INSERT INTO stream.events (workspace_id, seq, at, kind, audience, data)
         SELECT gen_random_uuid(), 1, now() + day, 'task.created', 'everyone', '{}' FROM unnest('{10 days, -9 days}'::interval[]) AS day",
    );
    assert_eq!(database.number("SELECT stream.make_partitions(12)"), 2);
    assert_eq!(database.number("SELECT stream.drop_partitions(7)"), 0);
    assert_eq!(
        database.number("SELECT count(*) FROM stream.events_default"),
        1,
        "what is too old to resume from is gone from there too"
    );
}
