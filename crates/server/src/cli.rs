//! Commands of the binary.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::anyhow;
use clap::{Parser, Subcommand};
use tutti_postgres::Embedded;

use crate::config::Config;
use crate::{app, openapi, telemetry};

/// Tutti, a team workspace on your own machine: tasks, talk, meetings and people, live in every browser.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server (also what a bare `tutti` does)
    Serve {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Bring the database up to date and stop
    Migrate {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Print the OpenAPI file
    Openapi,
    /// Fill the database with an example workspace and stop
    Seed {
        /// Five people, three boards, sixty tasks, with history
        #[arg(long, required = true)]
        demo: bool,
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Acts of the operator
    Admin {
        #[command(subcommand)]
        act: Act,
    },
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Give every stream a new epoch, so that every client loads anew: after a disk image was rolled back
    NewEpoch {
        #[command(flatten)]
        config: Box<Config>,
    },
}

impl Cli {
    /// Runs the command to its end.
    ///
    /// # Errors
    /// One sentence that says what to do.
    pub fn run(self) -> anyhow::Result<()> {
        match self.command {
            None => serve(self.config),
            Some(Command::Serve { config }) => serve(*config),
            Some(Command::Migrate { config }) => with_database(&config, |url| {
                let names = tutti_db::migrations::run(url).map_err(|e| anyhow!(e))?;
                println!(
                    "The database is up to date; {} migrations were new.",
                    names.len()
                );
                Ok(())
            }),
            Some(Command::Openapi) => {
                print!("{}", openapi::json()?);
                Ok(())
            }
            Some(Command::Seed { config, .. }) => serve(Config {
                demo: true,
                seed_only: true,
                ..*config
            }),
            Some(Command::Admin {
                act: Act::NewEpoch { config },
            }) => with_database(&config, |url| {
                tutti_db::migrations::run(url).map_err(|e| anyhow!(e))?;
                tutti_db::models::stream::renew_epochs(url)
                    .map_err(|e| anyhow!("the epochs could not be renewed: {e}"))?;
                println!("Every stream has a new epoch; clients load anew when they next connect.");
                Ok(())
            }),
        }
    }
}

/// Runs `work` with the URL of the database, starting our own where none is set.
fn with_database<T>(
    config: &Config,
    work: impl FnOnce(&str) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    if let Some(url) = &config.database_url {
        return work(url);
    }
    let postgres = embedded(config)?;
    let url = postgres.url("tutti");
    let guard = Guard::of(postgres, config.clone());
    let result = work(&url);
    guard.stop()?;
    result
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

fn embedded(config: &Config) -> anyhow::Result<Embedded> {
    let progress = |text: &str| eprintln!("tutti: {text}");
    let mut options = tutti_postgres::Options::new(config.data_dir.join("postgres"));
    options.bin.clone_from(&config.pg_bin);
    options.progress = &progress;
    Ok(Embedded::start(&options)?)
}

fn serve(config: Config) -> anyhow::Result<()> {
    let config = config.checked()?;
    telemetry::start(&config)?;
    // Everything that can be wrong with the address is found before anything else is started.
    let listener = app::listen(&config)?;
    with_database(&config.clone(), |url| {
        let runtime = actix_web::rt::System::new();
        runtime.block_on(app::run(config, url, listener))
    })
}
