//! The database that a command works on: the operator's, or our own for as long as the command runs.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{anyhow, bail};
use tutti_db::usable::{self, Unusable};
use tutti_postgres::{Embedded, Error as PgError};

use crate::config::Config;

/// The database of ours.
const NAME: &str = "tutti";

/// Runs `work` with the URL of the database, starting our own where none is set.
pub(super) fn with_database<T>(
    config: &Config,
    work: impl FnOnce(&str) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    match &config.database_url {
        Some(url) => given(url, work),
        None => with(embedded(config)?, config, work),
    }
}

/// The same, and where a server runs our own at this moment, beside it.
pub(super) fn beside_server<T>(
    config: &Config,
    work: impl FnOnce(&str) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    if let Some(url) = &config.database_url {
        return given(url, work);
    }
    let folder = folder(config);
    if !folder.exists() {
        bail!(
            "there is no database in {}; set TUTTI_DATA_DIR to the folder of the server, or DATABASE_URL to its database",
            config.data_dir.display()
        );
    }
    match embedded(config) {
        Err(PgError::Locked { .. }) => work(&tutti_postgres::url_of_running(&folder, NAME)?),
        started => with(started?, config, work),
    }
}

/// Works on the operator's own. What is wrong with it is wrong with the setting.
fn given<T>(url: &str, work: impl FnOnce(&str) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let done = usable::require_unpooled(url).map_err(anyhow::Error::from);
    done.and_then(|()| work(url))
        .map_err(|error| of_setting(error, "DATABASE_URL"))
}

/// An error, with the setting that leads to the database where it is one of that.
fn of_setting(error: anyhow::Error, setting: &'static str) -> anyhow::Error {
    if error.is::<Unusable>() || error.is::<tutti_db::Error>() {
        error.context(setting)
    } else {
        error
    }
}

fn with<T>(
    postgres: Embedded,
    config: &Config,
    work: impl FnOnce(&str) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let url = postgres.url(NAME);
    let guard = Guard::of(postgres, config.clone());
    let result = work(&url);
    guard.stop()?;
    result.map_err(|error| of_setting(error, "TUTTI_DATA_DIR"))
}

/// How often our own PostgreSQL is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Starts our own PostgreSQL anew where it ends by itself, for as long as this is held.
struct Guard {
    end: mpsc::Sender<()>,
    thread: thread::JoinHandle<anyhow::Result<()>>,
}

impl Guard {
    fn of(postgres: Embedded, config: Config) -> Self {
        let (end, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut running = Some(postgres);
            while ended.recv_timeout(LOOK) == Err(mpsc::RecvTimeoutError::Timeout) {
                let Some(fault) = running
                    .as_ref()
                    .map_or(Some(None), |p| p.check().err().map(Some))
                else {
                    continue;
                };
                if let Some(fault) = fault {
                    tracing::error!(%fault, "PostgreSQL has ended and is started anew");
                }
                // The old one lets its folder go before the new one takes it.
                running = None;
                match embedded(&config) {
                    Ok(postgres) => running = Some(postgres),
                    Err(fault) => {
                        tracing::error!(%fault, "PostgreSQL cannot be started; it is tried again")
                    }
                }
            }
            running.map_or(Ok(()), |postgres| Ok(postgres.stop()?))
        });
        Self { end, thread }
    }

    fn stop(self) -> anyhow::Result<()> {
        drop(self.end);
        self.thread
            .join()
            .map_err(|_| anyhow!("the watch over PostgreSQL broke off"))?
    }
}

fn folder(config: &Config) -> PathBuf {
    config.data_dir.join("postgres")
}

fn embedded(config: &Config) -> tutti_postgres::Result<Embedded> {
    let progress = |text: &str| eprintln!("tutti: {text}");
    let mut options = tutti_postgres::Options::new(folder(config));
    options.bin.clone_from(&config.pg_bin);
    options.progress = &progress;
    Embedded::start(&options)
}
