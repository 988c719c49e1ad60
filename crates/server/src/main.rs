//! The binary `tutti`.

use std::process::ExitCode;

use clap::Parser;
use tutti_server::cli::Cli;

// The system's allocator keeps what a burst of big boards took; this one gives it back.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tutti: {error:#}");
            ExitCode::FAILURE
        }
    }
}
