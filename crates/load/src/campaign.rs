//! `campaign`: what takes longer than a test may. Faults, a million rows, crowds and broken clients, each against a server and a
//! PostgreSQL of its own; every part ends with truths, and a broken one is a failure.

mod calm;
mod cards;
mod crowd;
mod database;
mod follower;
mod frames;
mod kills;
mod million;
mod patient;
mod soak;
mod sql;
mod storm;
mod tally;
mod told;
mod truth;
mod writer;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde_json::json;
use tokio::task::LocalSet;

use crate::machine;
use crate::stand::{Plan, Stand};
use crate::told_to_stop;
use told::Told;

/// No part but the soak may take longer.
const LONGEST: Duration = Duration::from_secs(1_800);

/// What to do, and how long.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Parts; all where none is named
    #[arg(value_enum, ignore_case = true)]
    parts: Vec<Part>,
    /// The server's binary
    #[arg(long, env = "TUTTI_BIN", value_name = "PATH")]
    server: PathBuf,
    /// Minutes that the soak lasts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=120))]
    minutes: u64,
    /// How often the server is killed
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=500))]
    kills: u32,
    /// How often the database crashes
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=100))]
    crashes: u32,
    /// How many tasks the part `million` fills in; of fewer PostgreSQL rightly reads some tables whole
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(200_000..=20_000_000))]
    tasks: u64,
    /// Writes what was seen here as JSON too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// A part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The server is killed under writers and followers.
    Kills,
    /// The database crashes under them.
    Database,
    /// A million tasks: plans and latencies.
    Million,
    /// Twenty people move cards in one column.
    Crowd,
    /// Broken sockets and requests.
    Frames,
    /// A mixed load for long.
    Soak,
}

/// Runs it to its end, or to Ctrl-C.
///
/// # Errors
/// Where a part could not be run or a truth is broken.
pub fn run(arguments: &Arguments) -> Result<()> {
    machine::raise_file_limit();
    // What followers know is a browser's, which stays on its thread.
    told_to_stop::run(async { LocalSet::new().run_until(all(arguments)).await })
}

async fn all(arguments: &Arguments) -> Result<()> {
    let server = arguments.server.canonicalize();
    let server = server.with_context(|| format!("there is no {}", arguments.server.display()))?;
    let mut parts = arguments.parts.clone();
    if parts.is_empty() {
        parts = Part::value_variants().to_vec();
    }
    let shape = machine::shape();
    println!(
        "{} cores ({}), {} GiB, {}, Linux {}",
        shape.cores, shape.processor, shape.memory_gib, shape.system, shape.kernel
    );
    let mut all_told = Vec::new();
    for part in parts {
        eprintln!("{part:?}");
        // A stand of its own: what one part leaves behind is nothing to the next.
        let plan = Plan {
            server: server.clone(),
            web: None,
        };
        let mut told = Told::new(part);
        if let Err(error) = one(arguments, part, plan, &mut told).await {
            told.fail(&error);
        }
        println!("{}", told.table());
        all_told.push(told);
    }
    if let Some(file) = &arguments.json {
        let json = json!({ "machine": shape, "parts": all_told });
        std::fs::write(file, format!("{json:#}\n"))?;
    }
    let broken = all_told.iter().map(Told::broken).sum::<usize>();
    ensure!(broken == 0, "{broken} of the truths above are broken");
    Ok(())
}

async fn one(arguments: &Arguments, part: Part, plan: Plan, told: &mut Told) -> Result<()> {
    let mut stand = Stand::empty(plan).await?;
    let minutes = Duration::from_secs(60 * arguments.minutes);
    let done = tokio::time::timeout(LONGEST + minutes, async {
        match part {
            Part::Kills => kills::run(&mut stand, told, arguments.kills).await,
            Part::Database => database::run(&mut stand, told, arguments.crashes).await,
            Part::Million => million::run(&mut stand, told, arguments.tasks).await,
            Part::Crowd => crowd::run(&mut stand, told).await,
            Part::Frames => frames::run(&mut stand, told).await,
            Part::Soak => soak::run(&mut stand, told, minutes).await,
        }
    });
    let done = done.await.context("it took too long").flatten();
    let log = stand.log();
    if done.is_err() {
        let last: Vec<&str> = log.lines().rev().take(20).collect();
        eprintln!(
            "the server's last words, newest first:\n{}",
            last.join("\n")
        );
    }
    done?;
    let panics = log.lines().filter(|l| l.contains("panicked at")).count();
    told.zero("panics in the server's log", panics);
    if panics > 0 {
        eprintln!("{log}");
    }
    stand.stop()
}
