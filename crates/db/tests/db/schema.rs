//! What `schema.rs` says is what the database is, and everything in it says what it is for.

use std::collections::{BTreeMap, BTreeSet};

use tutti_testkit::Database;
use tutti_types::events::EventKind;

/// Tables of which no row is read whole: written by functions, asked by statements of our own.
const BY_STATEMENT: [&str; 8] = [
    "account_log",
    "idempotency_keys",
    "instance",
    "moved_tasks",
    "workspace_slugs",
    "events_default",
    "handed",
    "room_readers",
];

/// The columns of each table as `schema.rs` has them, with the types PostgreSQL calls so.
fn declared() -> BTreeMap<String, BTreeSet<String>> {
    let mut tables = BTreeMap::new();
    for part in include_str!("../../src/schema.rs")
        .split("table! {")
        .skip(1)
    {
        let (name, rest) = part.trim_start().split_once(' ').unwrap();
        let name = name.trim_start_matches("stream.");
        let body = rest.split_once('{').unwrap().1.split_once('}').unwrap().0;
        let columns = body.split(',').filter_map(|column| column.split_once("->"));
        let columns = columns.map(|(column, kind)| {
            let kind = kind.trim();
            let inner = kind
                .strip_prefix("Nullable<")
                .and_then(|kind| kind.strip_suffix('>'));
            let null = if inner.is_some() { " null" } else { "" };
            let kind = match inner.unwrap_or(kind) {
                "Uuid" => "uuid",
                "Text" => "text",
                "Bytea" => "bytea",
                "Bool" => "bool",
                "SmallInt" => "int2",
                "Integer" => "int4",
                "BigInt" => "int8",
                "Timestamptz" => "timestamptz",
                "Jsonb" => "jsonb",
                "Array<Text>" => "_text",
                "Array<Uuid>" => "_uuid",
                other => panic!("{other} is not known here yet"),
            };
            format!("{} {kind}{null}", column.trim())
        });
        tables.insert(name.to_owned(), columns.collect());
    }
    tables
}

#[test]
fn each_column_of_the_database_stands_in_the_schema_and_the_other_way_round() {
    let database = Database::new();
    let rows = database.rows(
        "SELECT table_name, column_name || ' ' || udt_name || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS said
         FROM information_schema.columns WHERE table_schema IN ('public', 'stream')
           AND table_name !~ '^events_[0-9]' AND table_name NOT LIKE '\\_\\_%'",
    );
    let mut there: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let table = row["table_name"].as_str().unwrap();
        if !BY_STATEMENT.contains(&table) {
            let columns = there.entry(table.to_owned()).or_default();
            columns.insert(row["said"].as_str().unwrap().to_owned());
        }
    }
    let declared = declared();
    assert!(declared.len() >= 14);
    assert_eq!(declared, there);
}

#[test]
fn each_table_loads_through_its_columns() {
    use diesel::prelude::*;
    use tutti_db::schema;
    let database = Database::new();
    let mut connection = database.connect();
    // A row of each with the types Diesel was told; there is none, but PostgreSQL looks at every column.
    macro_rules! loads {
        ($($table:ident),+) => { $(
            let count: i64 = schema::$table::table.count().get_result(&mut connection).unwrap();
            assert_eq!(count, 0);
            let none = schema::$table::table.select(schema::$table::all_columns).limit(0).execute(&mut connection);
            assert_eq!(none.unwrap(), 0, stringify!($table));
        )+ };
    }
    loads!(
        users,
        credentials,
        sessions,
        refresh_tokens,
        password_resets,
        workspaces,
        workspace_members,
        roles,
        workspace_counters,
        invitations,
        streams,
        events,
        activity_log,
        boards,
        board_members,
        columns,
        tasks,
        task_assignees,
        jobs
    );
}

#[test]
fn everything_says_what_it_is_for() {
    let database = Database::new();
    let silent = database.rows(
        "SELECT what FROM (
            SELECT 'table ' || c.oid::regclass AS what, obj_description(c.oid, 'pg_class') AS said FROM pg_class c
                WHERE relnamespace IN ('public'::regnamespace, 'stream'::regnamespace) AND relkind IN ('r', 'p')
            UNION ALL SELECT 'column ' || attrelid::regclass || '.' || attname, col_description(attrelid, attnum) FROM pg_attribute
                JOIN pg_class c ON c.oid = attrelid AND relkind IN ('r', 'p') AND NOT relispartition
                WHERE relnamespace IN ('public'::regnamespace, 'stream'::regnamespace) AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT 'function ' || p.oid::regprocedure, obj_description(p.oid, 'pg_proc') FROM pg_proc p
                WHERE pronamespace IN ('gate'::regnamespace, 'stream'::regnamespace)
            UNION ALL SELECT 'schema ' || nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname IN ('gate', 'stream')
        ) s WHERE said IS NULL AND what !~ 'events_[0-9]{8}' AND what NOT LIKE '%\\_\\_diesel%'",
    );
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn no_row_can_mix_two_workspaces() {
    // Every key out of a tenant's table that leads to another of them carries the workspace with it.
    let database = Database::new();
    let loose = database.rows(
        "SELECT conrelid::regclass::text AS from_table, confrelid::regclass::text AS to_table, pg_get_constraintdef(oid) AS said FROM pg_constraint
         WHERE contype = 'f' AND connamespace = 'public'::regnamespace
           AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'workspace_id')
           AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = confrelid AND attname = 'workspace_id')
           AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'workspace_id' AND attnum = ANY (conkey))",
    );
    assert!(loose.is_empty(), "{loose:#?}");
    let unkeyed = database.rows(
        "SELECT c.relname AS name FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
           -- A job may belong to no workspace, and only the system reads it.
           AND relname <> 'jobs' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND attname = 'workspace_id')
           AND NOT EXISTS (SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
                WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attname = 'workspace_id')",
    );
    assert!(unkeyed.is_empty(), "{unkeyed:#?}");
}

#[test]
fn the_events_that_changed_rights_are_found_by_their_index() {
    let database = Database::new();
    let index = database.rows(
        "SELECT pg_get_expr(indpred, indrelid) AS said FROM pg_index WHERE indexrelid = 'stream.events_rights'::regclass",
    );
    let said = index[0]["said"].as_str().unwrap();
    for kind in EventKind::ALL {
        let named = said.contains(&format!("'{kind}'"));
        assert_eq!(named, kind.changes_rights(), "{kind} in {said}");
    }
}
