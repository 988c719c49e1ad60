//! `bench`: builds the stand, measures the rows asked for, prints, and leaves nothing behind.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::row::Row;
use crate::stand::{Plan, Stand};
use crate::{machine, report, rows, told_to_stop};

/// What to measure, and how.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Rows, such as P1 P4; all where none is named
    #[arg(value_enum, ignore_case = true)]
    rows: Vec<Row>,
    /// The server's binary
    #[arg(long, env = "TUTTI_BIN", value_name = "PATH")]
    server: PathBuf,
    /// The SPA as it is shipped, from `cargo xtask web --release`
    #[arg(long, value_name = "FOLDER")]
    web: Option<PathBuf>,
    /// Writes the figures here as JSON too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Runs of each figure, of which the middle one counts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    runs: u32,
    /// Seconds that a run under full load lasts
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Seconds to wait for others to be quiet, for each figure
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=600))]
    patience: u64,
}

/// Runs it to its end, or to Ctrl-C.
///
/// # Errors
/// One sentence about what is missing. A row that fails is told in the table.
pub fn run(arguments: &Arguments) -> Result<()> {
    machine::raise_file_limit();
    told_to_stop::run(measure(arguments))
}

async fn measure(arguments: &Arguments) -> Result<()> {
    let server = arguments.server.canonicalize();
    let server = server.with_context(|| format!("there is no {}", arguments.server.display()))?;
    let plan = Plan {
        web: arguments.web.clone().or_else(|| built_web(&server)),
        server,
    };
    eprintln!(
        "building {} workspaces of {} cards",
        crate::stand::BOARDS,
        crate::stand::CARDS
    );
    let mut bench = Bench::new(
        Stand::build(plan).await?,
        Duration::from_secs(arguments.seconds),
        arguments.runs,
        Duration::from_secs(arguments.patience),
    )?;
    let mut asked = arguments.rows.clone();
    if asked.is_empty() {
        asked = <Row as clap::ValueEnum>::value_variants().to_vec();
    }
    for row in asked {
        eprintln!("{row:?}");
        if let Err(error) = rows::measure(&mut bench, row).await {
            bench.miss(row.name(), &format!("{error:#}"));
        }
    }
    let shape = machine::shape();
    let postgres = bench.stand.postgres.version().to_string();
    let profile = arguments.server.to_string_lossy();
    let profile = if profile.contains("debug") {
        "a debug build"
    } else {
        "an optimised build"
    };
    println!(
        "{} cores ({}), {} GiB, {}, Linux {}, PostgreSQL {postgres}; {profile}\n\n{}",
        shape.cores,
        shape.processor,
        shape.memory_gib,
        shape.system,
        shape.kernel,
        report::table(&bench.report)
    );
    if let Some(file) = &arguments.json {
        let json = report::json(&bench.report, &shape, &postgres, profile);
        std::fs::write(file, format!("{json:#}\n"))?;
    }
    bench.stand.stop()
}

/// `target/web/dist` beside the folder of the binary's profile.
fn built_web(server: &std::path::Path) -> Option<PathBuf> {
    let dist = server.parent()?.parent()?.join("web/dist");
    dist.join("index.html").is_file().then_some(dist)
}
