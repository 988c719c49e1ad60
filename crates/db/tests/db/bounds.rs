//! The bounds that the schema's checks hold are those of `types`: what is at one is taken, what is beyond is not.

use tutti_testkit::Database;
use tutti_types::auth::MAX_USER_AGENT;
use tutti_types::columns::MAX_WIP_LIMIT;
use tutti_types::limits::MAX_IDEMPOTENCY_KEY;
use tutti_types::tasks::{EARLIEST, LATEST};
use tutti_types::text::{
    BoardName, ColumnName, Email, Markdown, PersonName, Slug, TaskPrefix, TaskTitle, WorkspaceName,
};
use tutti_types::workspaces::FORMER;

/// A column of a table, values that it takes, and values that it does not.
type Bounds = (&'static str, &'static str, [String; 2], [String; 2]);

fn length(table: &'static str, column: &'static str, least: usize, most: usize) -> Bounds {
    counted(table, column, (least, most), |n| {
        format!("repeat('x', {n})")
    })
}

fn counted(
    table: &'static str,
    column: &'static str,
    (least, most): (usize, usize),
    text: fn(usize) -> String,
) -> Bounds {
    // What may be empty has no bound below: beyond the other one twice.
    let below = least.checked_sub(1).unwrap_or(most + 2);
    let (at, beyond) = ([least, most], [below, most + 1]);
    (table, column, at.map(text), beyond.map(text))
}

fn between(
    table: &'static str,
    column: &'static str,
    (least, most): (i64, i64),
    value: fn(i64) -> String,
) -> Bounds {
    let (at, beyond) = ([least, most], [least - 1, most + 1]);
    (table, column, at.map(value), beyond.map(value))
}

/// An array of so many.
fn several(n: usize) -> String {
    format!("array_fill('x'::text, ARRAY[{n}])")
}

fn all() -> Vec<Bounds> {
    let dates = (EARLIEST.as_micros(), LATEST.as_micros());
    // Not by a multiplication, which PostgreSQL rounds to a floating point number.
    let moment = |micros: i64| {
        format!(
            "timestamptz '1970-01-01Z' + ({micros}::bigint / 86400000000) * interval '1 day'
             + ({micros}::bigint % 86400000000) * interval '1 microsecond'"
        )
    };
    vec![
        length("users", "email", 0, Email::MAX),
        length("users", "name", PersonName::MIN, PersonName::MAX),
        length("sessions", "user_agent", 0, MAX_USER_AGENT),
        length("workspaces", "name", WorkspaceName::MIN, WorkspaceName::MAX),
        length("workspaces", "slug", Slug::MIN, Slug::MAX),
        counted(
            "workspaces",
            "task_prefix",
            (TaskPrefix::MIN, TaskPrefix::MAX),
            |n| format!("repeat('X', {n})"),
        ),
        counted("workspaces", "former_slugs", (0, FORMER), several),
        counted("workspaces", "former_prefixes", (0, FORMER), several),
        length("idempotency_keys", "key", 1, MAX_IDEMPOTENCY_KEY),
        length("boards", "name", BoardName::MIN, BoardName::MAX),
        length("columns", "name", ColumnName::MIN, ColumnName::MAX),
        length("tasks", "title", TaskTitle::MIN, TaskTitle::MAX),
        length("tasks", "description", Markdown::MIN, Markdown::MAX),
        between(
            "columns",
            "wip_limit",
            (1, i64::from(MAX_WIP_LIMIT)),
            |limit| limit.to_string(),
        ),
        between("tasks", "start_at", dates, moment),
        between("tasks", "due_at", dates, moment),
    ]
}

#[test]
fn the_schema_holds_the_bounds_of_the_wire() {
    let database = Database::new();
    for (table, column, at, beyond) in all() {
        // The checks of this column alone; several columns together have no bound of their own.
        let checks = database.rows(&format!(
            "SELECT pg_get_expr(c.conbin, c.conrelid) AS check FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND c.conkey = ARRAY[a.attnum]
             WHERE c.conrelid = '{table}'::regclass AND c.contype = 'c' AND a.attname = '{column}'"
        ));
        assert_eq!(checks.len(), 1, "{table}.{column}");
        let check = checks[0]["check"].as_str().unwrap();
        let takes = |value: &str| {
            let asked = format!("SELECT ({check})::int FROM (SELECT {value} AS {column}) t");
            database.number(&asked) == 1
        };
        for value in at {
            assert!(takes(&value), "{table}.{column} refuses {value}: {check}");
        }
        for value in beyond {
            assert!(!takes(&value), "{table}.{column} takes {value}: {check}");
        }
    }
}
