//! Locks that are taken past the one order of `crates/db/src/locks.rs`.

use std::path::Path;

use super::code::{code_of, is_all_test};

/// How Diesel's query builder locks.
const BUILDER: [&str; 4] = [
    ".for_update()",
    ".for_no_key_update()",
    ".for_share()",
    ".for_key_share()",
];
/// How a statement's text changes rows.
const CHANGES: [&str; 3] = ["UPDATE ", "DELETE FROM ", "DO UPDATE"];
/// How it locks them first.
const TEXT: [&str; 4] = [
    "FOR UPDATE",
    "FOR NO KEY UPDATE",
    "FOR SHARE",
    "FOR KEY SHARE",
];

/// What is wrong with the lines of a file of the db crate, each with its number.
pub fn faults_of(text: &str, short: &Path) -> Vec<(usize, &'static str)> {
    if !short.starts_with("crates/db/src") || is_all_test(short) {
        return Vec::new();
    }
    let mut is_named = false;
    let mut is_held = false;
    let mut is_statement = false;
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line == "#[cfg(test)]" {
            break;
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        if line.contains("statement!(") {
            (is_named, is_held, is_statement) = (false, false, true);
        }
        is_named |= line.contains(", locks ");
        is_held |= line.contains(", holds ");
        let code = code_of(line);
        if BUILDER.iter().any(|lock| code.contains(lock)) {
            faults.push((
                number,
                "locks by the query builder: use `statement!`, which says what it `locks`",
            ));
        }
        if !is_named && TEXT.iter().any(|lock| line.contains(lock)) {
            faults.push((
                number,
                "locks rows, and its `statement!` does not say which: `-> …, locks Boards;`",
            ));
        } else if is_statement && !is_named && !is_held && changes(line) {
            faults.push((
                number,
                "changes rows, and its `statement!` does not say whether it locks them or holds them: `-> …, holds Boards;`",
            ));
        }
    }
    faults
}

/// Whether a line of a statement's text changes rows that are there.
fn changes(line: &str) -> bool {
    let text = line.trim_start().trim_start_matches('"');
    // Within a text, a word of SQL that locks may come before the same word of another meaning.
    let text = text
        .replace("FOR NO KEY UPDATE", "")
        .replace("FOR UPDATE", "");
    CHANGES.iter().any(|change| text.contains(change))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let faults = faults_of(text, Path::new("crates/db/src/models/a.rs"));
        faults.into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn each_statement_that_locks_says_what() {
        let named = "statement!(\n    Lock { } -> Uuid, locks Boards;\n    \"SELECT FOR NO KEY UPDATE\"\n);\n";
        let unnamed = "statement!(\n    Find { } -> Uuid;\n    \"SELECT FOR SHARE\"\n);\n";
        assert!(lines(named).is_empty());
        assert_eq!(lines(unnamed), [3]);
        assert_eq!(lines(&format!("{named}{unnamed}")), [7]);
        let one = "statement!(A { } -> Text, locks Tasks; \"FOR UPDATE SKIP LOCKED\");\n";
        assert_eq!(lines(&format!("{one}{unnamed}")), [4]);
    }

    #[test]
    fn each_statement_that_changes_rows_says_what_it_holds() {
        let change = |said: &str, text: &str| {
            format!("statement!(\n    A {{ }} -> BigInt{said};\n    \"{text}\"\n);\n")
        };
        for text in [
            "UPDATE tasks SET title = ''",
            "WITH a AS (SELECT 1) DELETE FROM tasks",
            "INSERT INTO tasks VALUES (1) ON CONFLICT (id) DO UPDATE SET title = ''",
        ] {
            assert_eq!(lines(&change("", text)), [3], "{text}");
            assert!(lines(&change(", holds Tasks", text)).is_empty(), "{text}");
            assert!(lines(&change(", locks Tasks", text)).is_empty(), "{text}");
            // What is said of one statement is said of no other.
            let two = change(", holds Tasks", text) + &change("", text);
            assert_eq!(lines(&two), [7], "{text}");
        }
        // Who holds rows has locked them elsewhere.
        let locks = change(", holds Tasks", "SELECT id FROM tasks FOR UPDATE");
        assert_eq!(lines(&locks), [3]);
        let adds = change("", "INSERT INTO tasks VALUES (1) ON CONFLICT DO NOTHING");
        assert!(lines(&adds).is_empty());
    }

    #[test]
    fn the_query_builder_locks_nothing() {
        assert_eq!(lines("    .for_no_key_update()\n"), [1]);
        let tests = "#[cfg(test)]\nmod tests {\n    .for_share()\n";
        assert!(lines(tests).is_empty());
        assert!(lines("/// Not FOR UPDATE.\n// .for_update()\n").is_empty());
        let elsewhere = faults_of("FOR UPDATE", Path::new("crates/server/src/a.rs"));
        assert!(elsewhere.is_empty());
    }
}
