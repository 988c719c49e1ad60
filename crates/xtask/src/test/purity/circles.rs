//! Files of a crate that need each other, directly or around a corner. None of them can be read, tested or moved by itself.
//!
//! A file below another one may use that one: a module is declared by what it stands in. Any other way back is a fault.

mod module;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use module::Module;

/// A module's path below the crate: `["models", "task"]`.
type Name = Vec<String>;

/// The folders whose files may need each other in no circle.
const FOLDERS: [&str; 11] = [
    "crates/client",
    "crates/db",
    "crates/load",
    "crates/postgres",
    "crates/realtime",
    "crates/server",
    "crates/state",
    "crates/testkit",
    "crates/types",
    "crates/xtask",
    "frontend",
];

/// What stands in a circle, crate by crate.
///
/// # Errors
/// Where a file is no Rust.
pub fn faults(root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for name in FOLDERS {
        let src = Path::new(name).join("src");
        let mut files = BTreeMap::new();
        for file in crate::shell::files(&root.join(&src)) {
            let below = file.strip_prefix(root.join(&src)).unwrap_or(&file);
            if below.extension().is_none_or(|ext| ext != "rs") || super::code::is_all_test(below) {
                continue;
            }
            let text = std::fs::read_to_string(&file)?;
            let module = Module::read(name_of(below), &text)
                .with_context(|| format!("could not read {}", file.display()))?;
            files.insert(module.name.clone(), module);
        }
        let tied = circles(&arrows(&files));
        faults.extend(tied.into_iter().map(|(from, to)| {
            let file = |name: &Name| src.join(name.iter().collect::<PathBuf>());
            format!(
                "{}.rs uses {}.rs, which comes back to it: let what both need stand in a file of its own",
                file(&from).display(),
                file(&to).display()
            )
        }));
    }
    Ok(faults)
}

fn name_of(below: &Path) -> Name {
    let stem = below.with_extension("");
    let parts: Name = stem
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    match parts.as_slice() {
        [root] if root == "lib" || root == "main" => Vec::new(),
        _ => parts,
    }
}

/// Which file uses which, but for those that it stands in.
fn arrows(files: &BTreeMap<Name, Module>) -> BTreeMap<Name, BTreeSet<Name>> {
    let mut arrows = BTreeMap::new();
    for (from, module) in files {
        let used = module.uses.iter().filter_map(|path| home(files, path, 0));
        let used = used.filter(|to| !from.starts_with(to));
        arrows.insert(from.clone(), used.collect());
    }
    arrows
}

/// The file that a path leads to, through what files pass on by `pub use`.
fn home(files: &BTreeMap<Name, Module>, path: &[String], depth: usize) -> Option<Name> {
    // A crate that passes something on in a ring does not compile.
    const DEEPEST: usize = 16;
    let length = (0..=path.len())
        .rev()
        .find(|n| path.get(..*n).is_some_and(|name| files.contains_key(name)))?;
    let (name, rest) = path.split_at_checked(length)?;
    let module = files.get(name)?;
    let passed_on = rest.first().and_then(|item| module.passes_on.get(item));
    match passed_on {
        Some(target) if depth < DEEPEST => {
            home(files, target, depth + 1).or_else(|| Some(name.to_vec()))
        }
        _ => Some(name.to_vec()),
    }
}

/// The arrows within circles: from where one may come back.
fn circles(arrows: &BTreeMap<Name, BTreeSet<Name>>) -> Vec<(Name, Name)> {
    let mut tied = Vec::new();
    for (from, used) in arrows {
        let back = used.iter().filter(|to| leads(arrows, to, from));
        tied.extend(back.map(|to| (from.clone(), to.clone())));
    }
    tied
}

fn leads(arrows: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(name) = left.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            left.extend(arrows.get(name).into_iter().flatten());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tied(files: &[(&str, &str)]) -> Vec<String> {
        let read = files.iter().map(|(file, text)| {
            let module = Module::read(name_of(Path::new(file)), text).unwrap();
            (module.name.clone(), module)
        });
        let circles = circles(&arrows(&read.collect()));
        let shown = circles
            .iter()
            .map(|(from, to)| format!("{} -> {}", from.join("/"), to.join("/")));
        shown.collect()
    }

    #[test]
    fn files_that_need_each_other_are_seen() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            (
                "b.rs",
                "pub struct B; impl B { fn c(&self) -> crate::c::C { crate::c::C } }",
            ),
            (
                "c.rs",
                "pub struct C; fn text() { println!(\"{}\", crate::a::NAME) }",
            ),
        ];
        assert_eq!(tied(&files), ["a -> b", "b -> c", "c -> a"]);
    }

    #[test]
    fn what_is_passed_on_belongs_to_the_file_it_is_in() {
        let files = [
            ("lib.rs", "mod gate; mod rows;"),
            (
                "gate.rs",
                "mod tx; mod member; pub use member::Member; use crate::rows::Row;",
            ),
            ("gate/tx.rs", "use super::Member;"),
            ("gate/member.rs", "pub struct Member;"),
            ("rows.rs", "use crate::gate::Member; pub struct Row;"),
        ];
        assert!(tied(&files).is_empty(), "{:?}", tied(&files));
    }

    #[test]
    fn what_stands_in_a_file_may_use_it_and_tests_may_use_all() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "mod part; pub struct A; fn f() { part::f() }"),
            ("a/part.rs", "use super::A; pub fn f() {}"),
            ("b.rs", "use crate::a::A; pub struct B;"),
        ];
        assert!(tied(&files).is_empty());
        let tests = "mod part; #[cfg(test)] mod tests { use crate::b::B; }";
        let files = [("a.rs", tests), ("b.rs", "use crate::a::part;")];
        assert!(tied(&files).is_empty());
    }
}
