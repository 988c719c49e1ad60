//! The database, which can be made to crash and be started again over the same files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use rustix::process::{Pid, Signal, kill_process};
use tutti_postgres::{Embedded, Options, Version};

/// A PostgreSQL that may be down for a moment. Its address and files stay the same.
pub struct Database {
    running: Option<Embedded>,
    folder: PathBuf,
    data_dir: PathBuf,
    /// The address up to the database's name.
    server: String,
    version: Version,
    pid: i32,
}

impl Database {
    /// Makes one in a folder.
    pub fn start(folder: PathBuf) -> Result<Self> {
        let running = Embedded::start(&Options::new(&folder))?;
        Ok(Self {
            folder,
            data_dir: running.data_dir().to_owned(),
            server: running.url(""),
            version: running.version(),
            pid: running.pid(),
            running: Some(running),
        })
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("{}{database}", self.server)
    }

    /// Where its files are.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Its version.
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The postmaster.
    pub const fn pid(&self) -> i32 {
        self.pid
    }

    /// Ends the postmaster as a crash does: nothing is written that was not written before.
    pub fn crash(&mut self, signal: Signal) -> Result<()> {
        let pid = Pid::from_raw(self.pid).context("no postmaster")?;
        kill_process(pid, signal)?;
        Ok(())
    }

    /// Starts it again after a crash; it recovers by itself. Others go on meanwhile.
    pub async fn start_again(&mut self) -> Result<()> {
        let (crashed, folder) = (self.running.take(), self.folder.clone());
        let started = tokio::task::spawn_blocking(move || {
            // The folder is given up with the old one, which waits for its end.
            drop(crashed);
            Embedded::start(&Options::new(folder))
        });
        let running = started.await??;
        self.pid = running.pid();
        self.running = Some(running);
        Ok(())
    }

    /// Stops it in order.
    pub fn stop(self) -> Result<()> {
        self.running
            .map_or(Ok(()), Embedded::stop)
            .map_err(|e| anyhow!("{e}"))
    }
}
