//! Rules of this repository that no lint knows.

mod circles;
mod clock;
mod code;
mod comments;
mod documents;
mod locks;
mod roles;

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

/// What may be touched in one place only.
struct OnePlace {
    /// Where the rule holds.
    within: &'static [&'static str],
    words: &'static [&'static str],
    files: &'static [&'static str],
    why: &'static str,
}

const ONE_PLACE: [OnePlace; 3] = [
    OnePlace {
        within: &["frontend/src"],
        words: &["local_storage", "session_storage", "indexed_db"],
        files: &["frontend/src/storage.rs"],
        why: "touches the browser's storage itself: use `crate::storage`, which survives a browser that forbids it",
    },
    OnePlace {
        within: &["frontend/src"],
        words: &["Date::now"],
        files: &[
            "frontend/src/clock.rs",
            "frontend/src/dom.rs",
            "frontend/src/api/http.rs",
        ],
        why: "reads this machine's clock, which may be off: use `crate::clock`, or `dom::steady_ms` for spans",
    },
    // The programs of crates/load and crates/postgres have no pool.
    OnePlace {
        within: &["crates/db", "crates/server", "crates/testkit"],
        words: &["PgConnection::establish"],
        files: &["crates/db/src/connection.rs"],
        why: "opens a connection itself: use `tutti_db::connection`, or a program with a pool may crash when it exits",
    },
];

impl OnePlace {
    fn is_broken_by(&self, file: &Path, line: &str) -> bool {
        let code = line.split("//").next().unwrap_or_default();
        let is_judged = self.within.iter().any(|folder| file.starts_with(folder));
        let is_elsewhere = self.files.iter().all(|place| file != Path::new(place));
        is_judged && is_elsewhere && self.words.iter().any(|word| code.contains(word))
    }
}

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
    faults.extend(circles::faults(&root)?);
    let files = shell::files(&root);
    faults.extend(documents::faults(&root, &files)?);
    for file in files {
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
        "web",
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
    let script = name.ends_with(".ts");
    if !rust && !config && !script {
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
    if rust || script {
        let judged = clock::faults_of(&text, short).into_iter();
        faults.extend(judged.map(|(number, fault)| format!("line {number} {fault}")));
        if rust {
            let judged = roles::faults_of(&text, short).into_iter();
            let judged = judged.chain(locks::faults_of(&text, short));
            faults.extend(judged.map(|(number, fault)| format!("line {number} {fault}")));
            let judged = comments::faults_of(&text).into_iter();
            faults.extend(judged.map(|number| {
                format!(
                    "line {number} is a comment that says nothing: say something, or leave it out"
                )
            }));
        }
        for (number, line) in (1..).zip(text.lines()) {
            let marks = ["todo", "unimplemented"].map(|m| format!("{m}!("));
            if marks.iter().any(|m| line.contains(m)) {
                faults.push(format!("line {number} is not finished"));
            }
            if short.starts_with("frontend/src") && has_style_attribute(line) {
                faults.push(format!("line {number} has a `style=` attribute, which the content policy forbids: use `style:`"));
            }
            if short.starts_with("frontend/src") && line.contains("maxlength=") {
                faults.push(format!("line {number} has a `maxlength`, which cuts in silence and counts otherwise than the server"));
            }
            if short.starts_with("frontend/src")
                && !short.starts_with("frontend/src/keys")
                && short != Path::new("frontend/src/keys.rs")
                && reads_keys(line)
            {
                faults.push(format!(
                    "line {number} reads key events itself: use `crate::keys`, which knows input methods and layouts"
                ));
            }
            if short.starts_with("frontend/src") && makes_list_anew(line) {
                faults.push(format!(
                    "line {number} shows a list by `<For>`, which takes the focus from what it moves: use `ui::List`"
                ));
            }
            let misplaced = ONE_PLACE
                .iter()
                .filter(|rule| rule.is_broken_by(short, line));
            faults.extend(misplaced.map(|rule| format!("line {number} {}", rule.why)));
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

/// Whether a line of a view has the framework's own keyed list.
fn makes_list_anew(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.split_once("<For")
        .is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with([' ', '>']))
}

/// Whether a line handles a key or a composition otherwise than by `keys::listen` or `on:keydown=keys::pressed(…)`.
fn reads_keys(line: &str) -> bool {
    const EVENTS: [&str; 9] = [
        "KeyboardEvent",
        "CompositionEvent",
        ".is_composing()",
        "\"keydown\"",
        "keyup",
        "keypress",
        "ev::keydown",
        "ev::composition",
        "on:composition",
    ];
    let code = line.split("//").next().unwrap_or_default();
    let is_made_elsewhere = code.split_once("on:keydown=").is_some_and(|(_, handler)| {
        let mut path = handler.split('(').next().unwrap_or_default().rsplit("::");
        path.next() != Some("pressed") || path.next().is_none()
    });
    is_made_elsewhere || EVENTS.iter().any(|event| code.contains(event))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_the_framework_are_seen() {
        assert!(makes_list_anew(
            "    <For each=items key=|item| item.id let:item>"
        ));
        assert!(makes_list_anew("<For"));
        assert!(!makes_list_anew("<Form open/>"));
        assert!(!makes_list_anew("Vec<Format>"));
    }

    #[test]
    fn handlers_of_keys_are_seen() {
        assert!(reads_keys("on:keydown=move |event| act(event.key())"));
        assert!(reads_keys("on:keydown=pressed"));
        assert!(reads_keys("on:keyup=keys::pressed(act)"));
        assert!(reads_keys(
            "let keys = window_event_listener(ev::keydown, act);"
        ));
        assert!(reads_keys("fn act(event: &web_sys::KeyboardEvent) {"));
        assert!(reads_keys("if !event.is_composing() {"));
        assert!(!reads_keys(
            "on:keydown=keys::pressed(move |press| act(press))"
        ));
        assert!(!reads_keys("if keys::is_composing() {"));
        assert!(!reads_keys(
            "keys::listen(act); // instead of on:keydown=act"
        ));
    }

    #[test]
    fn what_has_one_place_is_seen_elsewhere() {
        let faults = |file: &str, line: &str| {
            let broken = ONE_PLACE
                .iter()
                .filter(|rule| rule.is_broken_by(Path::new(file), line));
            broken.count()
        };
        let storage = "let kept = window().local_storage();";
        assert_eq!(faults("frontend/src/session.rs", storage), 1);
        assert_eq!(faults("frontend/src/storage.rs", storage), 0);
        assert_eq!(
            faults("frontend/src/ui/time.rs", "let now = Date::now();"),
            1
        );
        assert_eq!(
            faults("frontend/src/ui/time.rs", "clock::now_ms() // Date::now"),
            0
        );
    }

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
