//! Names in documents that are in no source any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// From so many underscores on, a name in a document is taken for one of the source: a test, as a rule.
const UNDERSCORES: usize = 3;

/// What sources end with.
const SOURCES: [&str; 5] = ["rs", "sql", "ts", "toml", "yml"];

/// The documents' names of tests and functions that no file of ours has.
pub fn faults(root: &Path, files: &[PathBuf]) -> Result<Vec<String>> {
    let mut known = BTreeSet::new();
    for file in of_kind(files, &SOURCES) {
        known.extend(words(&read(file)?).map(str::to_owned));
    }
    let mut faults = Vec::new();
    for file in of_kind(files, &["md"]) {
        let text = read(file)?;
        let short = file.strip_prefix(root).unwrap_or(file).display();
        // Metrics get the program's name before theirs.
        let unknown = names(&text).filter(|name| {
            !known.contains(*name) && !known.contains(name.trim_start_matches("tutti_"))
        });
        faults.extend(unknown.map(|name| {
            format!("{short}: names `{name}`, which is in no source: it was renamed or removed")
        }));
    }
    Ok(faults)
}

fn of_kind<'a>(
    files: &'a [PathBuf],
    kinds: &'static [&'static str],
) -> impl Iterator<Item = &'a PathBuf> {
    files.iter().filter(move |file| {
        let kind = file.extension().and_then(|kind| kind.to_str());
        kind.is_some_and(|kind| kinds.contains(&kind))
    })
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

/// The long names between backticks, without the modules before them.
fn names(document: &str) -> impl Iterator<Item = &str> {
    let quoted = document.split('`').skip(1).step_by(2);
    let lasts = quoted.filter_map(|code| code.rsplit("::").next());
    lasts.filter(|name| {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        name.chars().all(is_name) && name.matches('_').count() >= UNDERSCORES
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_between_backticks_are_looked_up() {
        let document =
            "`a::who_is_not_there`, `not_long`, who_is_not_quoted, `SELECT a_b_c_d`, `x_of_a_b`";
        let found: Vec<&str> = names(document).collect();
        assert_eq!(found, ["who_is_not_there", "x_of_a_b"]);
    }
}
