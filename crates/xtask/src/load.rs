//! `bench` and `campaign`: measurements are taken with what is shipped, so this only hands over to `tutti-load`.

use anyhow::Result;

use crate::shell;

/// What `tutti-load` is given.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds the server and `tutti-load` as they are shipped and runs one of its commands.
pub fn run(command: &str, arguments: &Arguments) -> Result<()> {
    shell::run(shell::cargo().args([
        "build",
        "--profile",
        "dist",
        "-p",
        "tutti-server",
        "--bin",
        "tutti",
    ]))?;
    let mut load = shell::cargo();
    load.args([
        "run",
        "--profile",
        "dist",
        "-p",
        "tutti-load",
        "--",
        command,
    ])
    .args(&arguments.rest);
    shell::run(load.env("TUTTI_BIN", shell::target_dir().join("dist/tutti")))
}
