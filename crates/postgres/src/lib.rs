//! A PostgreSQL of Tutti's own.
//!
//! [`Embedded::start`] finds or fetches PostgreSQL, makes a database folder if there is none, starts a postmaster on a Unix
//! socket that needs a password, and ends it when the value is dropped, or when this process dies in whatever way.
//!
//! ```no_run
//! let options = tutti_postgres::Options::new(".tutti/postgres");
//! let postgres = tutti_postgres::Embedded::start(&options)?;
//! println!("{}", postgres.url("tutti"));
//! postgres.stop()?;
//! # Ok::<(), tutti_postgres::Error>(())
//! ```
//!
//! Everything here blocks; call it from a thread that may. Unix only.

mod cluster;
mod error;
mod fetch;
pub mod files;
mod find;
mod home;
mod leftover;
mod process;
mod remove;
mod user;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

pub use error::{Error, Result};
pub use find::{OLDEST, Version};
pub use remove::remove;

use find::Programs;
use home::Home;
use process::Postmaster;

/// How to start one.
pub struct Options<'a> {
    /// A folder for this purpose alone; made if need be. `TUTTI_DATA_DIR/postgres` in the server.
    pub data_dir: PathBuf,
    /// The folder of `postgres` and `initdb`. `None`: the environment variable `TUTTI_PG_BIN`, else search.
    pub bin: Option<PathBuf>,
    /// Where a fetched PostgreSQL is kept. `None`: in the data folder.
    pub cache_dir: Option<PathBuf>,
    /// For tests only: nothing is forced to disk, so a power cut ruins the data, and more connections are allowed.
    pub test: bool,
    /// Is told, in a few words each, what takes time.
    pub progress: &'a dyn Fn(&str),
}

impl Options<'_> {
    /// The safe defaults for a folder, silent.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            bin: None,
            cache_dir: None,
            test: false,
            progress: &|_| {},
        }
    }
}

/// A running PostgreSQL with the superuser `tutti` and the database `tutti`. Dropping it stops it.
#[derive(Debug)]
pub struct Embedded {
    postmaster: Postmaster,
    programs: Programs,
    socket_dir: PathBuf,
    password: String,
    // Last, so that the folder is given up after the postmaster's end.
    home: Home,
}

impl Embedded {
    /// Starts PostgreSQL in the folder and waits until it accepts connections.
    ///
    /// # Errors
    /// Each [`Error`] is one sentence for the operator: no PostgreSQL to be had, the folder in use or out of reach, data
    /// of another major version, or what PostgreSQL itself complained about.
    pub fn start(options: &Options<'_>) -> Result<Self> {
        let home = Home::take(&options.data_dir)?;
        let programs = choose(options, &home)?;
        let (data, progress) = (home.data(), options.progress);
        let socket_dir = home::socket_dir(&home.dir, &home.account)?;
        let (password, new_password) = home.password()?;
        let new_data = !data.join("PG_VERSION").exists();
        if new_data {
            progress(&format!(
                "making a new database with PostgreSQL {} in {}",
                programs.version,
                home.dir.display()
            ));
            cluster::create(&home, &programs, &password, options.test)?;
        } else {
            leftover::clear(&home, &socket_dir, progress)?;
            if new_password {
                cluster::change_password(&home, &programs, &password)?;
            }
        }
        if new_password {
            home.keep_password(&password)?;
        }
        let postmaster = launch(options, &home, &programs, &socket_dir)?;
        Ok(Self {
            postmaster,
            programs,
            socket_dir,
            password,
            home,
        })
    }

    /// The address of a database, with the password: `postgresql://tutti:…@%2Fpath%2Fto%2Fsocket/database`.
    ///
    /// The name stands as it is after the last slash and must need no encoding.
    pub fn url(&self, database: &str) -> String {
        url(&self.socket_dir, &self.password, database)
    }

    /// The folder where its files really are: the one asked for, unless PostgreSQL's account could not enter that.
    pub fn data_dir(&self) -> &Path {
        &self.home.dir
    }

    /// Its version.
    pub fn version(&self) -> Version {
        self.programs.version
    }

    /// The process id of the postmaster.
    pub fn pid(&self) -> i32 {
        self.postmaster.pid.as_raw_nonzero().get()
    }

    /// Whether it still runs.
    ///
    /// # Errors
    /// [`Error::Start`] with the last lines of its log when it has ended.
    pub fn check(&self) -> Result<()> {
        let log = self.home.log();
        self.postmaster.check().map_err(|what| Error::Start {
            what,
            tail: process::tail(&log),
            log,
        })
    }

    /// Stops it: open transactions are rolled back, everything is written. Returns when it has ended.
    ///
    /// # Errors
    /// [`Error::Stuck`] when it does not end in 50 seconds.
    pub fn stop(self) -> Result<()> {
        self.postmaster.stop()
    }
}

/// The address of a database of the PostgreSQL that another process runs in a folder: [`Embedded::start`] answered
/// [`Error::Locked`] for it. As [`Embedded::url`] in all else.
///
/// # Errors
/// [`Error::Io`] where its files are not ours to read, or not there yet since it is just being made.
pub fn url_of_running(data_dir: &Path, database: &str) -> Result<String> {
    let (socket_dir, password) = home::taken(data_dir)?;
    Ok(url(&socket_dir, &password, database))
}

fn url(socket_dir: &Path, password: &str, database: &str) -> String {
    let path = socket_dir.as_os_str().as_encoded_bytes();
    let host: String = path.iter().map(|b| percent(*b)).collect();
    format!("postgresql://tutti:{password}@{host}/{database}")
}

impl Drop for Embedded {
    fn drop(&mut self) {
        // After `stop` this returns at once. There is nobody to tell of a failure; the next start deals with it.
        let _ = self.postmaster.stop();
        if self.socket_dir.starts_with("/tmp") {
            let _ = fs::remove_dir(&self.socket_dir);
        }
    }
}

/// The programs for this folder: of the version that wrote it, or the first that is found.
fn choose(options: &Options<'_>, home: &Home) -> Result<Programs> {
    let wanted = fs::read_to_string(home.data().join("PG_VERSION"))
        .ok()
        .map(|v| v.trim().to_owned());
    let fits = |p: &Programs| {
        wanted
            .as_ref()
            .is_none_or(|v| *v == p.version.major.to_string())
    };
    let cache = options
        .cache_dir
        .clone()
        .filter(|c| home.account.enters(c))
        .unwrap_or_else(|| home.dir.clone());
    let given = options.bin.clone().or_else(|| {
        env::var_os("TUTTI_PG_BIN")
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    });
    let is_given = given.is_some();
    let candidates = match given {
        Some(bin) => vec![find::given(&bin, &home.account)?],
        None => find::installed(&home.account)
            .into_iter()
            .chain(fetch::fetched(&cache, &home.account))
            .collect(),
    };
    if let Some(programs) = candidates.iter().find(|p| fits(p)) {
        return Ok(programs.clone());
    }
    let may_fetch = candidates.is_empty()
        || (!is_given && wanted.as_deref() == Some(&fetch::MAJOR.to_string()));
    let why = if may_fetch {
        match fetch::fetch(&cache, &home.account, options.progress) {
            Ok(programs) if fits(&programs) => return Ok(programs),
            Ok(programs) => return Err(other_major(home, wanted, &[programs])),
            Err(why) => why,
        }
    } else {
        String::new()
    };
    if candidates.is_empty() {
        Err(Error::NotFound { fetch: why })
    } else {
        Err(other_major(home, wanted, &candidates))
    }
}

fn other_major(home: &Home, wanted: Option<String>, found: &[Programs]) -> Error {
    let found: Vec<String> = found.iter().map(|p| p.version.to_string()).collect();
    Error::OtherMajor {
        dir: home.data(),
        data: wanted.unwrap_or_default(),
        found: found.join(", "),
    }
}

/// Starts the postmaster and waits for it. Children of one that was killed may hold the memory for a moment more.
fn launch(
    options: &Options<'_>,
    home: &Home,
    programs: &Programs,
    socket_dir: &Path,
) -> Result<Postmaster> {
    let mut tries = 0;
    loop {
        let log = home.open_log()?;
        let mut command = home.account.command(&programs.bin.join("postgres"));
        command
            .current_dir(home.data())
            .arg("-D")
            .arg(home.data())
            .args(settings(socket_dir, options.test));
        let second = log.try_clone().map_err(Error::io("open", &home.log()))?;
        command.stdout(Stdio::from(log)).stderr(Stdio::from(second));
        let postmaster = Postmaster::spawn(command, home.log())?;
        match postmaster.wait_ready(&home.data(), options.progress) {
            Ok(()) => return Ok(postmaster),
            Err(Error::Start { tail, .. })
                if tail.contains("shared memory block") && tries < 20 =>
            {
                tries += 1;
                thread::sleep(Duration::from_millis(250));
            }
            Err(e) => return Err(e),
        }
    }
}

/// PostgreSQL's defaults, but for where it listens and what a test may do.
fn settings(socket_dir: &Path, test: bool) -> Vec<OsString> {
    // The setting is a list, hence the quotes.
    let mut dirs = OsString::from("unix_socket_directories=\"");
    dirs.push(socket_dir);
    dirs.push("\"");
    let mut settings = vec![dirs];
    let fixed = [
        "listen_addresses=",
        "port=5432",
        "unix_socket_permissions=0700",
        "logging_collector=off",
        "log_checkpoints=off",
    ];
    settings.extend(fixed.map(OsString::from));
    if test {
        let fast = [
            "fsync=off",
            "full_page_writes=off",
            "synchronous_commit=off",
            "max_connections=400",
        ];
        settings.extend(fast.map(OsString::from));
    } else {
        // Said aloud, because what was acknowledged must survive a power cut whatever a configuration file says.
        settings.extend(
            ["fsync=on", "full_page_writes=on", "synchronous_commit=on"].map(OsString::from),
        );
    }
    settings
        .into_iter()
        .flat_map(|s| ["-c".into(), s])
        .collect()
}

fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
