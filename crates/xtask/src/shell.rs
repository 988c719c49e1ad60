//! Where things are, and how other programs are run.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The repository's folder.
pub fn root() -> PathBuf {
    // At run time if possible: the folder may have been moved since this program was built.
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map_or(here.clone(), Path::to_owned)
}

/// Where cargo puts what it builds for this machine.
pub fn target_dir() -> PathBuf {
    // A relative one is meant as cargo means it, from the folder of the call.
    match env::var_os("CARGO_TARGET_DIR").filter(|d| !d.is_empty()) {
        Some(dir) => std::path::absolute(&dir).unwrap_or_else(|_| dir.into()),
        None => root().join("target"),
    }
}

/// The target folder of the browser's half: its own, so that a change of flags there rebuilds nothing here.
pub fn web_target_dir() -> PathBuf {
    target_dir().join("web")
}

/// cargo, in the repository's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    // `cargo run` set these for us; left alone they would make build scripts of other packages look changed.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// cargo, building in [`web_target_dir`].
pub fn web_cargo() -> Command {
    let mut command = cargo();
    command.env("CARGO_TARGET_DIR", web_target_dir());
    command
}

/// Runs a command and fails when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("could not run {}", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command silently and returns what it printed; all its words are in the error when it fails.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not run {}", name(command)))?;
    if !output.status.success() {
        let words = [output.stdout, output.stderr].concat();
        bail!(
            "`{}` failed ({})\n{}",
            line(command),
            output.status,
            String::from_utf8_lossy(&words).trim()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} did not print text", name(command)))
}

/// `npm ci` in a folder of ours, when its lock file has changed since the last time.
pub fn npm_ci(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.tutti-lock");
    if fs::read(&stamp).is_ok_and(|s| s == lock) {
        return Ok(());
    }
    if which("npm").is_none() {
        bail!(
            "npm is missing, which fetches what is tested with: install Node.js (Debian, Ubuntu: `apt-get install npm`)"
        );
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    capture(&mut npm)?;
    fs::write(&stamp, lock).with_context(|| format!("could not write {}", stamp.display()))
}

/// Finds a program in `PATH`.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|p| p.is_file())
}

/// All files under a folder in a steady order, without what is built or fetched. A missing folder has none.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let skipped =
                ["target", "node_modules", ".git", ".tutti", "test-results"].map(OsStr::new);
            if skipped.contains(&name.as_os_str()) {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
