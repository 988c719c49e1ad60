//! Rules of this repository that no lint knows.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{shell, web};

/// The crates that the browser shares with the server.
const PURE: [&str; 2] = ["tutti-types", "tutti-state"];
/// Nothing of this kind belongs into their trees.
const IMPURE: [&str; 6] = [
    "diesel",
    "pq-sys",
    "actix-web",
    "actix-http",
    "tokio",
    "reqwest",
];

/// Checks them all and fails with all that was found.
pub fn check() -> Result<()> {
    let mut faults = Vec::new();
    for package in PURE {
        let tree = shell::capture(shell::cargo().args([
            "tree", "-p", package, "-e", "normal", "--prefix", "none", "-f", "{p}",
        ]))?;
        for line in tree.lines() {
            let name = line.split(' ').next().unwrap_or_default();
            if IMPURE.contains(&name) {
                faults.push(format!(
                    "{package} depends on {name}: it must have no input or output"
                ));
            }
        }
    }
    let root = shell::root();
    for file in shell::files(&root) {
        let short = file.strip_prefix(&root).unwrap_or(&file).to_owned();
        faults.extend(
            faults_of(&file, &short)?
                .into_iter()
                .map(|f| format!("{}: {f}", short.display())),
        );
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    web::add_target()?;
    let check = [
        "check",
        "--profile",
        "webdev",
        "--target",
        "wasm32-unknown-unknown",
        "-p",
        "tutti-types",
        "-p",
        "tutti-state",
    ];
    shell::run(shell::web_cargo().args(check))
}

fn faults_of(file: &Path, short: &Path) -> Result<Vec<String>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let rust = name.ends_with(".rs");
    let config = matches!(&*name, "package-lock.json" | ".npmrc")
        || short == Path::new(".cargo/config.toml");
    if !rust && !config {
        return Ok(Vec::new());
    }
    let text =
        fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    let mut faults = Vec::new();
    if name == "mod.rs" {
        faults.push("call it by the module's name, beside its folder".to_owned());
    }
    if config
        && [
            "\"resolved\"",
            "registry=",
            "registry =",
            "[source",
            "[registries",
        ]
        .iter()
        .any(|w| text.contains(w))
    {
        faults.push(
            "it names a registry, and packages come from wherever the machine's own settings say"
                .to_owned(),
        );
    }
    if rust {
        for (number, line) in (1..).zip(text.lines()) {
            let marks = ["todo", "unimplemented"].map(|m| format!("{m}!("));
            if marks.iter().any(|m| line.contains(m)) {
                faults.push(format!("line {number} is not finished"));
            }
            if short.starts_with("frontend/src") && has_style_attribute(line) {
                faults.push(format!("line {number} has a `style=` attribute, which the content policy forbids: use `style:`"));
            }
        }
    }
    Ok(faults)
}

/// Whether a line of a view sets `style=`. Assignments have a space before the sign, and `style:name=` does not match.
fn has_style_attribute(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("style=").any(|(at, _)| {
        code.get(..at)
            .is_some_and(|left| left.is_empty() || left.ends_with(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_attributes_are_seen() {
        assert!(has_style_attribute("<div style=move || width()>"));
        assert!(has_style_attribute("    style=\"x\""));
        assert!(!has_style_attribute("<div style:width=w>"));
        assert!(!has_style_attribute("let style = 1; // style=1"));
    }

    #[test]
    fn a_lock_file_names_no_registry() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("package-lock.json");
        fs::write(&file, "{\"resolved\": \"…\"}").unwrap();
        assert_eq!(
            faults_of(&file, Path::new("package-lock.json"))
                .unwrap()
                .len(),
            1
        );
    }
}
