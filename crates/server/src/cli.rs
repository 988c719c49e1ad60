//! Commands of the binary.

mod admin;
mod database;

use std::io::{self, Write};

use anyhow::bail;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::auth::tokens::Tokens;
use crate::config::{Config, sentence};
use crate::{openapi, server, telemetry};
use admin::Act;
use database::with_database;

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
    /// Fill the database with an example workspace and stop: five people, three boards, sixty tasks, with history
    Seed {
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Acts of the operator
    Admin {
        #[command(subcommand)]
        act: Act,
    },
}

impl Cli {
    /// Reads the command line and the environment. Ends the program where only its help or version was asked for.
    ///
    /// # Errors
    /// One sentence that names the setting that is wrong.
    pub fn read() -> anyhow::Result<Self> {
        let command = sentence::without_empty_variables(Self::command());
        let mut matches = sentence::matches(command)?;
        Ok(Self::from_arg_matches_mut(&mut matches)?)
    }

    /// Runs the command to its end.
    ///
    /// # Errors
    /// One sentence that says what to do.
    pub fn run(self) -> anyhow::Result<()> {
        match self.command {
            None => serve(self.config),
            Some(Command::Serve { config }) => serve(*config),
            Some(Command::Migrate { config }) => with_database(&config, |url| {
                let names = tutti_db::migrations::run(url)?;
                println!(
                    "The database is up to date; {} migrations were new.",
                    names.len()
                );
                Ok(())
            }),
            Some(Command::Openapi) => match io::stdout().write_all(openapi::json()?.as_bytes()) {
                // Who reads it may have seen enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => Ok(written?),
            },
            Some(Command::Seed { config }) if config.demo => seed(&config),
            Some(Command::Seed { .. }) => {
                bail!("there is one example: write `tutti seed --demo`")
            }
            Some(Command::Admin { act }) => act.run(),
        }
    }
}

fn seed(config: &Config) -> anyhow::Result<()> {
    config.check()?;
    telemetry::start(config)?;
    with_database(config, |url| {
        let runtime = actix_web::rt::System::new();
        runtime.block_on(server::fill(config, url))
    })
}

fn serve(config: Config) -> anyhow::Result<()> {
    config.check()?;
    telemetry::start(&config)?;
    for setting in ["TUTTI_TLS_CERT", "TUTTI_TLS_KEY"] {
        if std::env::var_os(setting).is_some_and(|value| !value.is_empty()) {
            tracing::warn!(
                "{setting} is set, and this version speaks plain HTTP: let a proxy do TLS"
            );
        }
    }
    // What can be wrong with a file or an address is found before anything else is started.
    Tokens::from_file(&config.secret_file())?;
    let listener = server::listen(&config)?;
    with_database(&config.clone(), |url| {
        let runtime = actix_web::rt::System::new();
        runtime.block_on(server::run(config, url, listener))
    })
}
