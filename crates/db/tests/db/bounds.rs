//! The bounds that the schema's checks hold are those of `types`: what is at one is taken, what is beyond is not. A check that is in
//! neither list below fails the test.

use std::collections::BTreeSet;

use tutti_testkit::Database;
use tutti_types::Role;
use tutti_types::activity::ActorKind;
use tutti_types::auth::MAX_USER_AGENT;
use tutti_types::columns::{Category, MAX_WIP_LIMIT};
use tutti_types::limits::MAX_IDEMPOTENCY_KEY;
use tutti_types::permissions::Visibility;
use tutti_types::tasks::{EARLIEST, LATEST, Priority};
use tutti_types::text::{
    BoardName, ColumnName, Email, Markdown, PersonName, Slug, TaskPrefix, TaskTitle, WorkspaceName,
};
use tutti_types::workspaces::FORMER;

/// A column of a table, values that it takes, and values that it does not.
type Bounds = (&'static str, &'static str, Vec<String>, Vec<String>);

/// Checks that hold no bound of `types`, by table and columns, and what they are for.
const NO_BOUNDS: [(&str, &str); 15] = [
    ("activity_log(room_kind, room_id)", "a room has both"),
    (
        "boards(color)",
        "wider than the colours' names, of which there may be more",
    ),
    ("columns(color)", "the same"),
    ("instance(singleton)", "the table has one row"),
    ("jobs(key)", "written by the server alone"),
    ("jobs(kind)", "the same"),
    ("jobs(last_error)", "the same, cut to it"),
    ("jobs(leased_by)", "the same"),
    ("jobs(leased_until, leased_by)", "a lease has both"),
    ("jobs(payload)", "the same"),
    ("jobs(state)", "its words are no type's"),
    ("jobs(state, leased_until)", "what runs has a lease"),
    ("roles(name)", "no operation makes roles yet"),
    (
        "stream.events(audience, people)",
        "people where they are the audience",
    ),
    (
        "tasks(due_at, due_all_day)",
        "a date is a midnight: `tasks::dates` in the server's tests",
    ),
];

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
    let texts = |of: [usize; 2]| of.map(text).to_vec();
    (table, column, texts(at), texts(beyond))
}

fn between(
    table: &'static str,
    column: &'static str,
    (least, most): (i64, i64),
    value: fn(i64) -> String,
) -> Bounds {
    let (at, beyond) = ([least, most], [least - 1, most + 1]);
    let values = |of: [i64; 2]| of.map(value).to_vec();
    (table, column, values(at), values(beyond))
}

/// A column of a type's words. Another word is a letter more, or a capital.
fn words(table: &'static str, column: &'static str, words: &[&str]) -> Bounds {
    let other = |word: &&str| [format!("'{word}s'"), format!("'{}'", word.to_uppercase())];
    let (at, beyond) = (words.iter(), words.iter().flat_map(other));
    let at = at.map(|word| format!("'{word}'"));
    (table, column, at.collect(), beyond.collect())
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
        (
            "invitations",
            "email",
            vec!["'a@example.com'".to_owned()],
            vec!["'A@example.com'".to_owned()],
        ),
        words("roles", "base", &custom_bases()),
        words("workspace_members", "role", Role::WORDS),
        words("invitations", "role", Role::WORDS),
        words("boards", "visibility", Visibility::WORDS),
        words("columns", "category", Category::WORDS),
        words("tasks", "priority", Priority::WORDS),
        words("activity_log", "actor_kind", ActorKind::WORDS),
        between("tasks", "start_at", dates, moment),
        between("tasks", "due_at", dates, moment),
    ]
}

/// What a custom role may be made of: any but an owner.
fn custom_bases() -> Vec<&'static str> {
    let words = Role::WORDS.iter().copied();
    words.filter(|word| *word != Role::Owner.as_str()).collect()
}

#[test]
fn every_check_is_held_against_types_or_says_why_not() {
    let database = Database::new();
    let checks = database.rows(
        "SELECT c.conrelid::regclass || '(' || (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) || ')' AS name
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
         WHERE c.contype = 'c' AND NOT t.relispartition AND n.nspname IN ('public', 'stream', 'gate') AND t.relname NOT LIKE '\\_\\_%'",
    );
    let there: BTreeSet<String> = checks
        .iter()
        .map(|check| check["name"].as_str().unwrap().to_owned())
        .collect();
    let bounds = all().into_iter();
    let bounds = bounds.map(|(table, column, ..)| format!("{table}({column})"));
    let exempt = NO_BOUNDS.iter().map(|(name, _)| (*name).to_owned());
    let told: BTreeSet<String> = bounds.chain(exempt).collect();
    assert_eq!(there, told);
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
