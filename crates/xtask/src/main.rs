//! `cargo xtask <command>`: everything that is done to Tutti, in one place. The justfile names the same.

mod e2e;
mod load;
mod openapi;
mod shell;
mod test;
mod up;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Start, test, build and measure Tutti")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what is missing and start Tutti.
    Up(up::Arguments),
    /// Run what CI runs; with names, only those steps.
    Test(test::Arguments),
    /// Build the browser's half into target/web/dist.
    Web(web::Arguments),
    /// Write openapi/openapi.json.
    Openapi,
    /// Run the end-to-end tests in headless Chromium; arguments go to Playwright.
    E2e(e2e::Arguments),
    /// Measure a running Tutti; arguments go to tutti-load.
    Bench(load::Arguments),
    /// Measure under faults; arguments go to tutti-load.
    Campaign(load::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Up(arguments) => up::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Web(arguments) => web::run(&arguments),
        Command::Openapi => openapi::run(),
        Command::E2e(arguments) => e2e::run(&arguments),
        Command::Bench(arguments) => load::run("bench", &arguments),
        Command::Campaign(arguments) => load::run("campaign", &arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
