//! `tutti admin jobs`: what waits to be done, and what was given up.

use std::io::{self, Write};

use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use tutti_db::Error;
use tutti_db::models::job::overview::{self, JobRow, State};
use tutti_types::{ErrorCode, JobId};

use super::as_operator;
use crate::cli::database::beside_server;
use crate::config::Config;

/// The most jobs that are listed of one state.
const MOST: usize = 200;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum JobsAct {
    /// List jobs, dead ones first: id, state, kind, attempts, not before, workspace, and why it failed last
    List {
        /// Only those in this state
        #[arg(long)]
        state: Option<Listed>,
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Let dead jobs be tried again, at once and as often as new ones
    Retry {
        /// Ids of dead jobs
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        config: Box<Config>,
    },
    /// Delete dead jobs; what they were to do is not done
    Drop {
        /// Ids of dead jobs
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        config: Box<Config>,
    },
}

/// A state as it is named on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Listed {
    /// Not begun, or to be tried again
    Waiting,
    /// A node works on it, or did when it died
    Running,
    /// Given up after too many attempts
    Dead,
}

impl From<Listed> for State {
    fn from(listed: Listed) -> Self {
        match listed {
            Listed::Waiting => Self::Waiting,
            Listed::Running => Self::Running,
            Listed::Dead => Self::Dead,
        }
    }
}

impl JobsAct {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::List { state, config } => {
                let states = state.map_or(State::ALL.to_vec(), |state| vec![state.into()]);
                let rows = beside_server(&config, |url| list(url, states))?;
                match print(&rows) {
                    // Who reads it may have seen enough.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                    printed => Ok(printed?),
                }
            }
            Self::Retry { ids, config } => {
                let ids = parse(&ids)?;
                beside_server(&config, |url| each(url, ids, Act::Retry))?;
                println!("A running server tries again within a second.");
                Ok(())
            }
            Self::Drop { ids, config } => {
                let ids = parse(&ids)?;
                beside_server(&config, |url| each(url, ids, Act::Drop))
            }
        }
    }
}

fn parse(ids: &[String]) -> anyhow::Result<Vec<JobId>> {
    let parse = |id: &String| match id.parse() {
        Ok(id) => Ok(id),
        Err(_) => bail!("{id} is not the id of a job; `tutti admin jobs list` shows them"),
    };
    ids.iter().map(parse).collect()
}

fn list(url: &str, states: Vec<State>) -> anyhow::Result<Vec<JobRow>> {
    let most = i64::try_from(MOST)?;
    let rows = as_operator(url, move |tx| {
        let mut rows = Vec::new();
        for state in &states {
            rows.extend(overview::list(tx.conn, *state, most)?);
        }
        Ok(rows)
    })?;
    Ok(rows?)
}

fn print(rows: &[JobRow]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for row in rows {
        let workspace = row.workspace_id.map_or("-".to_owned(), |id| id.to_string());
        let error = row.last_error.as_deref().unwrap_or("-").replace('\n', " ");
        let (id, state, kind, attempts, run_at) =
            (row.id, &row.state, &row.kind, row.attempts, row.run_at);
        writeln!(
            out,
            "{id}  {state:7}  {kind}  {attempts}  {run_at}  {workspace}  {error}"
        )?;
    }
    for state in State::ALL.map(State::as_str) {
        if rows.iter().filter(|row| row.state == state).count() >= MOST {
            eprintln!("Of those that are {state} there may be more: {MOST} are listed.");
        }
    }
    if rows.is_empty() {
        eprintln!("There is no such job.");
    }
    Ok(())
}

/// What may be done to a dead job.
#[derive(Clone, Copy)]
enum Act {
    Retry,
    Drop,
}

/// Does the same to each of some dead jobs, or to none.
fn each(url: &str, ids: Vec<JobId>, act: Act) -> anyhow::Result<()> {
    let done = as_operator(url, move |tx| {
        for id in &ids {
            let was_dead = match act {
                Act::Retry => overview::retry(tx.conn, *id)?,
                Act::Drop => overview::drop_dead(tx.conn, *id)?,
            };
            if !was_dead {
                let why = format!(
                    "no dead job has the id {id}, and nothing was done; `tutti admin jobs list --state dead` lists those there are"
                );
                return Err(Error::refused(ErrorCode::NotFound, why));
            }
        }
        Ok(())
    })?;
    match done {
        Err(Error::Refused(refusal)) => bail!("{}", refusal.detail),
        done => Ok(done?),
    }
}
