//! What can go wrong on the way to a running PostgreSQL. Each message is shown to the operator as it stands, so each says
//! what to do next.

use std::io;
use std::path::{Path, PathBuf};

use crate::files::remedy;

/// Why PostgreSQL could not be found, set up, started or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither an installed PostgreSQL nor one fetched through npm is at hand.
    #[error(
        "No PostgreSQL 15 or newer was found ({fetch}): install it (Debian, Ubuntu: `apt-get install postgresql`; \
         Fedora: `dnf install postgresql-server postgresql-contrib`; macOS: `brew install postgresql@18`), \
         or set TUTTI_PG_BIN to the folder of its programs, or DATABASE_URL to a running one."
    )]
    NotFound {
        /// Why fetching it was not possible either.
        fetch: String,
    },
    /// `TUTTI_PG_BIN` was given but cannot be used.
    #[error("TUTTI_PG_BIN is {}, where {reason}: set it to the folder that holds the programs `postgres` and `initdb` of PostgreSQL 15 or newer.", .path.display())]
    BadBin {
        /// The folder that was given.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The data was written by another major version than any that was found.
    #[error(
        "The database in {} was made by PostgreSQL {data}, but only {found} was found: install PostgreSQL {data} or set TUTTI_PG_BIN to it; \
         to move to the newer version, run `tutti backup FILE` with the old one, rename that folder, and run `tutti restore FILE`.",
        .dir.display()
    )]
    OtherMajor {
        /// The database folder.
        dir: PathBuf,
        /// The major version in its `PG_VERSION`.
        data: String,
        /// The versions that were found, as text.
        found: String,
    },
    /// Another process holds the folder.
    #[error("Another Tutti{holder} is using {}: stop it first, or give this one a folder of its own with TUTTI_DATA_DIR.", .dir.display())]
    Locked {
        /// The folder.
        dir: PathBuf,
        /// ` (process 123)`, or nothing when it is not known.
        holder: String,
    },
    /// A postmaster of an earlier run works on the database that is to be removed.
    #[error(
        "PostgreSQL (process {pid}) of an earlier run still works on the database in {}: end it by starting and stopping Tutti, then remove the database.",
        .dir.display()
    )]
    InUse {
        /// Its process id.
        pid: i32,
        /// The database folder.
        dir: PathBuf,
    },
    /// The account that PostgreSQL runs as cannot enter the folder, and no other place could be made.
    #[error(
        "PostgreSQL does not run as root, and user {user} may not enter {}: set TUTTI_DATA_DIR to a folder that every user may enter \
         (for example /var/lib/tutti), or start Tutti as an ordinary user.",
        .dir.display()
    )]
    Unreachable {
        /// The folder that was asked for.
        dir: PathBuf,
        /// Name or number of the account.
        user: String,
    },
    /// The folder belongs to somebody else.
    #[error("The database in {} belongs to user number {owner}: start Tutti as that user, or as root, or set TUTTI_DATA_DIR to another folder.", .dir.display())]
    Owner {
        /// The database folder.
        dir: PathBuf,
        /// Who owns it.
        owner: u32,
    },
    /// A file or folder could not be used.
    #[error("Could not {doing} {} ({source}): {}, or set TUTTI_DATA_DIR to another folder.", .path.display(), remedy(.source))]
    Io {
        /// What was tried, as a verb ("read", "make the folder").
        doing: &'static str,
        /// On which path.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// Making a new database failed.
    #[error("PostgreSQL could not make a new database in {} (it said: {output}): mend what it names, or set TUTTI_DATA_DIR to another folder.", .dir.display())]
    Init {
        /// Where it was to be made.
        dir: PathBuf,
        /// The end of what initdb or postgres printed.
        output: String,
    },
    /// PostgreSQL ended, or did not become ready.
    #[error("PostgreSQL {what}: mend what {} names, and start again; its last lines are:\n{tail}", .log.display())]
    Start {
        /// What happened ("ended with exit status: 1").
        what: String,
        /// The log file.
        log: PathBuf,
        /// Its last lines.
        tail: String,
    },
    /// A postmaster did not end when asked.
    #[error("PostgreSQL (process {pid}) does not end: look into {}, end that process by hand, and start Tutti again.", .log.display())]
    Stuck {
        /// Its process id.
        pid: i32,
        /// The log file.
        log: PathBuf,
    },
}

impl Error {
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }
}

/// Short for a result with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
