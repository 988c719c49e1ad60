//! The bounds that the schema's checks hold are those of `types`: what is at one is taken, what is beyond is not.

use tutti_testkit::Database;
use tutti_types::columns::MAX_WIP_LIMIT;
use tutti_types::tasks::{EARLIEST, LATEST};
use tutti_types::text::{BoardName, ColumnName, Markdown, PersonName, TaskTitle, WorkspaceName};

/// A column of a table, values that it takes, and values that it does not.
type Bounds = (&'static str, &'static str, [String; 2], [String; 2]);

fn length(table: &'static str, column: &'static str, least: usize, most: usize) -> Bounds {
    let text = |n: usize| format!("repeat('x', {n})");
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
        length("users", "name", PersonName::MIN, PersonName::MAX),
        length("workspaces", "name", WorkspaceName::MIN, WorkspaceName::MAX),
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
