//! `e2e`: Playwright drives a real Tutti in headless Chromium.

mod chromium;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::test::count::{Count, run_counted};
use crate::{shell, web};

/// What Playwright is given.
#[derive(clap::Args, Default)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds what is tested and runs the tests.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut count = Count::default();
    test(arguments, &mut count)
}

/// The same as a step of `test`, counting the tests.
pub fn test(arguments: &Arguments, count: &mut Count) -> Result<()> {
    let folder = shell::root().join("frontend/e2e");
    if !folder.join("package-lock.json").is_file() {
        bail!("frontend/e2e has no package-lock.json, so there are no end-to-end tests to run");
    }
    install()?;
    let chromium = chromium::find()?;
    let dist = web::build(false, false)?;
    shell::run(shell::cargo().args(["build", "-p", "tutti-server", "--bin", "tutti"]))?;
    let mut playwright = Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .arg("test")
        .args(&arguments.rest)
        .current_dir(&folder);
    playwright
        .env("TUTTI_BIN", shell::target_dir().join("debug/tutti"))
        .env("TUTTI_WEB_DIR", dist)
        .env("CHROMIUM", chromium);
    run_counted(&mut playwright, count)
}

/// `npm ci`, when the lock file has changed since the last time.
fn install() -> Result<()> {
    let folder = shell::root().join("frontend/e2e");
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.tutti-lock");
    if fs::read(&stamp).is_ok_and(|s| s == lock) {
        return Ok(());
    }
    if shell::which("npm").is_none() {
        bail!(
            "npm is missing, which fetches Playwright: install Node.js (Debian, Ubuntu: `apt-get install npm`)"
        );
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::capture(&mut npm)?;
    fs::write(&stamp, lock).with_context(|| format!("could not write {}", stamp.display()))
}
