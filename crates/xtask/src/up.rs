//! `up`: from a fresh checkout to a running Tutti, in one command.

mod fresh;

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};

use crate::{shell, web};

/// What to start.
#[derive(clap::Args)]
pub struct Arguments {
    /// Fill an empty database with a workspace to look around in.
    #[arg(long)]
    demo: bool,
    /// Quick to build, slower to run.
    #[arg(long)]
    dev: bool,
    /// Begin with an empty database: remove for good the one in the data folder (.tutti, or TUTTI_DATA_DIR). What else lies
    /// there stays, such as the secret that signs tokens. Refused with DATABASE_URL, and while a Tutti uses the folder.
    #[arg(long)]
    fresh: bool,
    /// Where to listen (default 127.0.0.1:8080, or TUTTI_ADDR).
    #[arg(long, value_name = "ADDRESS")]
    addr: Option<String>,
    /// More arguments for `tutti serve`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// Builds both halves and becomes the server, so that signals and the exit code are its own.
pub fn run(arguments: &Arguments) -> Result<()> {
    let begun = Instant::now();
    let say = |text: &str| eprintln!("[{:>4} s] {text}", begun.elapsed().as_secs());
    let fresh = arguments.fresh.then(|| fresh::data_dir(&arguments.rest));
    let fresh = fresh.transpose()?;
    check_tools()?;
    web::add_target()?;
    let profile = if arguments.dev { "debug" } else { "release" };
    let server = shell::target_dir().join(profile).join("tutti");
    if server.exists() {
        say("building what has changed");
    } else {
        say(
            "building the server and, beside it, the browser's half; the first time takes several minutes, since every library is compiled",
        );
    }
    // Side by side: each has a long stretch in which it keeps one core only.
    let dev = arguments.dev;
    let browser = thread::spawn(move || web::build(!dev, true));
    let mut build = shell::cargo();
    build.args(["build", "-p", "tutti-server", "--bin", "tutti"]);
    if !dev {
        build.arg("--release");
    }
    let built = shell::run(&mut build);
    if built.is_ok() && !browser.is_finished() {
        say(
            "the server is ready; the browser's half is still being built (optimised for size, that takes its time)",
        );
    }
    let dist = browser
        .join()
        .map_err(|_| anyhow!("the build of the browser's half panicked"))?;
    built?;
    let dist = dist.context("the browser's half could not be built")?;
    // Not before there is something to start.
    if let Some(data_dir) = fresh {
        say(&fresh::remove(&data_dir)?);
    }
    say("starting Tutti");

    let mut serve = Command::new(&server);
    serve
        .current_dir(shell::root())
        .arg("serve")
        .env("TUTTI_WEB_DIR", dist);
    if arguments.demo {
        serve.arg("--demo");
    }
    if let Some(addr) = &arguments.addr {
        serve.env("TUTTI_ADDR", addr);
    }
    let error = serve.args(&arguments.rest).exec();
    bail!("could not start {}: {error}", server.display());
}

/// Tells all that is missing at once, and what to do about it.
fn check_tools() -> Result<()> {
    let has = |names: &[&str]| names.iter().any(|n| shell::which(n).is_some());
    let compiler = std::env::var_os("CC").is_some() || has(&["cc", "gcc", "clang"]);
    let missing: Vec<&str> = [
        (has(&["cargo"]), "cargo is missing: install Rust with rustup."),
        (compiler, "A C compiler is missing: install gcc or clang (Debian, Ubuntu: `apt-get install build-essential`)."),
        (has(&["make", "gmake"]), "make is missing, which OpenSSL is built with: install it (Debian, Ubuntu: `apt-get install make`)."),
        (has(&["perl"]), "perl is missing, which OpenSSL is built with: install it (Debian, Ubuntu: `apt-get install perl`)."),
    ]
    .into_iter()
    .filter_map(|(there, sentence)| (!there).then_some(sentence))
    .collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!("{}", missing.join("\n       "));
}
