//! What is sent before a page shows anything, compressed as it is shipped: the page, all that it names, and what its program imports.
//! What the program asks for then is not counted.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::web;

/// The most that each may take in kB, a line each.
const BUDGETS: &str = include_str!("../../bytes.txt");

/// What begins with which page.
const PAGES: [(&str, &str); 2] = [("sign-in", "entrance.html"), ("board", "index.html")];

/// Builds the browser's half as it is shipped, and fails where something is larger than it may be.
///
/// # Errors
/// Where it is, or the build fails.
pub fn check() -> Result<()> {
    let dist = web::build(true, false)?;
    let mut found = Vec::new();
    for (name, page) in PAGES {
        found.push((name, sent_with(&dist, page)?));
    }
    found.push(("part", largest_part(&dist)?));
    let mut faults = Vec::new();
    for (name, bytes) in found {
        let most = budget_of(name)?;
        println!(
            "{name}: {}.{} kB of {most}",
            bytes / 1_000,
            bytes % 1_000 / 100
        );
        if bytes > most * 1_000 {
            faults.push(name);
        }
    }
    if !faults.is_empty() {
        bail!(
            "larger than crates/xtask/bytes.txt allows: {}",
            faults.join(", ")
        );
    }
    Ok(())
}

fn budget_of(name: &str) -> Result<u64> {
    let mut lines = BUDGETS.lines().filter_map(|line| line.split_once(' '));
    let (_, most) = lines
        .find(|(known, _)| *known == name)
        .with_context(|| format!("bytes.txt has no line for {name}"))?;
    most.trim().parse().context("bytes.txt")
}

fn sent_with(dist: &Path, page: &str) -> Result<u64> {
    let text =
        fs::read_to_string(dist.join(page)).with_context(|| format!("there is no {page}"))?;
    let mut files = BTreeSet::from([page.to_owned()]);
    for file in named(&text) {
        if file.ends_with(".js") {
            let script = fs::read_to_string(dist.join(&file))
                .with_context(|| format!("{page} names {file}"))?;
            let (folder, _) = file.rsplit_once('/').unwrap_or_default();
            files.extend(imported(&script).map(|other| format!("{folder}/{other}")));
        }
        files.insert(file);
    }
    files.iter().map(|file| size(&dist.join(file))).sum()
}

/// The files that a page names.
fn named(page: &str) -> Vec<String> {
    let quoted = page.split('"').skip(1).step_by(2);
    let files = quoted.filter_map(|text| text.strip_prefix('/'));
    let files = files.filter(|file| file.starts_with("assets/") && file.contains('.'));
    files.map(str::to_owned).collect()
}

/// The files that a script imports before it runs.
fn imported(script: &str) -> impl Iterator<Item = &str> {
    let after = script.split(" from \"./").skip(1);
    after.filter_map(|rest| rest.split_once('"').map(|(file, _)| file))
}

fn largest_part(dist: &Path) -> Result<u64> {
    let mut largest = 0;
    for build in fs::read_dir(dist.join("assets"))? {
        for file in fs::read_dir(build?.path())? {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".wasm") && !name.ends_with("_bg.wasm") {
                largest = largest.max(size(&path)?);
            }
        }
    }
    Ok(largest)
}

/// As it is sent to a browser of today: compressed, where it gets smaller by it.
fn size(file: &Path) -> Result<u64> {
    let mut compressed = file.as_os_str().to_owned();
    compressed.push(".br");
    let sent = fs::metadata(compressed).or_else(|_| fs::metadata(file));
    Ok(sent
        .with_context(|| format!("there is no {}", file.display()))?
        .len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_names_and_its_program_imports_is_counted_compressed() {
        let dist = tempfile::tempdir().unwrap();
        let assets = dist.path().join("assets/1");
        fs::create_dir_all(&assets).unwrap();
        let write = |name: &str, text: &str| fs::write(dist.path().join(name), text).unwrap();
        let page = "<meta name=\"assets\" content=\"/assets/1\"><script src=\"/assets/1/a.js\"></script><a href=\"/w\">";
        write("index.html", page);
        write("index.html.br", "123");
        write(
            "assets/1/a.js",
            "import * as one from \"./b.js\"\nimport * as two from \"./b.js\"",
        );
        write("assets/1/a.js.br", "1234");
        write("assets/1/b.js", "12345");
        write("assets/1/c.js", "not named");
        assert_eq!(sent_with(dist.path(), "index.html").unwrap(), 3 + 4 + 5);
        write("assets/1/tutti_bg.wasm", "a whole program");
        write("assets/1/split_a.wasm", "a part");
        assert_eq!(largest_part(dist.path()).unwrap(), 6);
    }

    #[test]
    fn all_have_a_budget() {
        for (name, _) in PAGES {
            assert!(budget_of(name).is_ok(), "{name}");
        }
        assert!(budget_of("part").is_ok());
        assert!(budget_of("no such thing").is_err());
    }
}
