//! Finds an installed PostgreSQL and tells which version it is.

use std::cmp::Reverse;
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::user::Account;

/// The oldest major version whose features Tutti's migrations may use.
pub const OLDEST: u32 = 15;

/// A folder with `postgres` and `initdb`, and the version they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The folder.
    pub bin: PathBuf,
    pub version: Version,
}

/// A version of PostgreSQL, such as 18.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number that says whether two versions read each other's files.
    pub major: u32,
    /// The number of the correction.
    pub minor: u32,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The programs in `TUTTI_PG_BIN`, which are taken or refused but never passed over: who sets it means it.
pub(crate) fn given(bin: &Path, account: &Account) -> Result<Programs> {
    let bad = |reason: String| Error::BadBin {
        path: bin.to_owned(),
        reason,
    };
    for program in ["postgres", "initdb"] {
        if !bin.join(program).is_file() {
            return Err(bad(format!("no program `{program}` is found")));
        }
    }
    let version = ask_version(bin, account).map_err(bad)?;
    if version.major < OLDEST {
        return Err(bad(format!("version {version} is found")));
    }
    Ok(Programs {
        bin: bin.to_owned(),
        version,
    })
}

/// All usable PostgreSQLs of the machine: `PATH` first, then the folders where distributions put them, newest first.
pub(crate) fn installed(account: &Account) -> Vec<Programs> {
    let mut found: Vec<Programs> = Vec::new();
    for bin in places() {
        // A link such as /usr/local/bin/postgres leads to the folder where initdb stands too.
        let Some(bin) = fs::canonicalize(bin.join("postgres"))
            .ok()
            .and_then(|p| p.parent().map(Path::to_owned))
        else {
            continue;
        };
        if found.iter().any(|p| p.bin == bin) {
            continue;
        }
        found.extend(given(&bin, account));
    }
    found
}

fn places() -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = env::var_os("PATH")
        .map(|p| env::split_paths(&p).collect())
        .unwrap_or_default();
    // (folder, what its subfolders' names begin with)
    let versioned = [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/usr/lib", "postgresql"),
        ("/usr/libexec", "postgresql"),
        ("/opt/homebrew/opt", "postgresql@"),
        ("/usr/local/opt", "postgresql@"),
        ("/Library/PostgreSQL", ""),
    ];
    for (folder, prefix) in versioned {
        places.extend(
            newest_first(Path::new(folder), prefix)
                .into_iter()
                .map(|p| p.join("bin")),
        );
    }
    places.extend(
        [
            "/usr/local/pgsql/bin",
            "/Applications/Postgres.app/Contents/Versions/latest/bin",
        ]
        .map(PathBuf::from),
    );
    places
}

fn newest_first(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((name.strip_prefix(prefix)?.parse().ok()?, entry.path()))
        })
        .collect();
    versions.sort_by_key(|(version, _)| Reverse(*version));
    versions.into_iter().map(|(_, path)| path).collect()
}

/// Runs `postgres --version` as the account that will run it, which proves also that this account may.
fn ask_version(bin: &Path, account: &Account) -> std::result::Result<Version, String> {
    let output = account
        .command(&bin.join("postgres"))
        .arg("--version")
        .current_dir("/")
        .output()
        .map_err(|e| format!("`postgres` cannot be run ({e})"))?;
    if !output.status.success() {
        return Err(format!(
            "`postgres` does not run: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    parse_version(&text).ok_or_else(|| format!("`postgres` calls itself \"{}\"", text.trim()))
}

/// Reads "postgres (PostgreSQL) 18.4 (Debian …)" and "postgres (PostgreSQL) 19beta1".
fn parse_version(text: &str) -> Option<Version> {
    let word = text
        .split_once("(PostgreSQL)")?
        .1
        .split_whitespace()
        .next()?;
    let (major, rest) = word.split_at(
        word.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(word.len()),
    );
    let minor = rest
        .strip_prefix('.')
        .and_then(|m| m.split(|c: char| !c.is_ascii_digit()).next());
    Some(Version {
        major: major.parse().ok()?,
        minor: minor.and_then(|m| m.parse().ok()).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        let read = |s| parse_version(s).map(|v| (v.major, v.minor));
        assert_eq!(
            read("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some((15, 18))
        );
        assert_eq!(read("postgres (PostgreSQL) 18.4\n"), Some((18, 4)));
        assert_eq!(read("postgres (PostgreSQL) 19beta1\n"), Some((19, 0)));
        assert_eq!(read("something else"), None);
    }

    #[test]
    fn newest_folder_comes_first() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["pgsql-9", "pgsql-16", "pgsql-15", "other", "pgsql-x"] {
            fs::create_dir(dir.path().join(name)).unwrap();
        }
        let names: Vec<_> = newest_first(dir.path(), "pgsql-")
            .into_iter()
            .map(|p| p.file_name().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["pgsql-16", "pgsql-15", "pgsql-9"]);
    }

    #[test]
    fn a_folder_without_programs_is_refused_in_one_sentence() {
        let dir = tempfile::tempdir().unwrap();
        let error = given(dir.path(), &Account::of_this_process())
            .unwrap_err()
            .to_string();
        assert!(error.contains("no program `postgres` is found"), "{error}");
    }
}
