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
/// How a statement's text locks.
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
    let mut faults = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line == "#[cfg(test)]" {
            break;
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        is_named &= !line.contains("statement!(");
        is_named |= line.contains(", locks ");
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
        }
    }
    faults
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
    fn the_query_builder_locks_nothing() {
        assert_eq!(lines("    .for_no_key_update()\n"), [1]);
        let tests = "#[cfg(test)]\nmod tests {\n    .for_share()\n";
        assert!(lines(tests).is_empty());
        assert!(lines("/// Not FOR UPDATE.\n// .for_update()\n").is_empty());
        let elsewhere = faults_of("FOR UPDATE", Path::new("crates/server/src/a.rs"));
        assert!(elsewhere.is_empty());
    }
}
