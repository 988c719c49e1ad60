//! Measures Tutti as it is shipped, beside the limits of the same machine in the same run. `cargo xtask bench` calls it.

mod bench;
mod campaign;
mod command;
mod limits;
mod machine;
mod report;
mod row;
mod rows;
mod stand;
mod told_to_stop;
mod versions;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "tutti-load", about = "Measure Tutti")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the rows of docs/performance.md; with names, only those.
    Bench(command::Arguments),
    /// Prove under faults, load and misuse what must stay true; with names, only those parts.
    Campaign(campaign::Arguments),
    /// The bare server that `bench` measures the machine's limits with.
    #[command(hide = true)]
    Bare,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Bench(arguments) => command::run(&arguments),
        Command::Campaign(arguments) => campaign::run(&arguments),
        Command::Bare => limits::bare::serve(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tutti-load: {error:#}");
            ExitCode::FAILURE
        }
    }
}
