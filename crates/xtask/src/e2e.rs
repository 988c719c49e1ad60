//! `e2e`: Playwright drives a real Tutti in headless Chromium.

mod chromium;

use std::process::Command;

use anyhow::{Result, bail};

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
    test(arguments, &mut count, false)
}

/// The same as a step of `test`, counting the tests; `release` with the browser's half as it is shipped.
pub fn test(arguments: &Arguments, count: &mut Count, release: bool) -> Result<()> {
    let folder = shell::root().join("frontend/e2e");
    if !folder.join("package-lock.json").is_file() {
        bail!("frontend/e2e has no package-lock.json, so there are no end-to-end tests to run");
    }
    shell::npm_ci(&folder)?;
    shell::npm_ci(&folder.join("client"))?;
    let chromium = chromium::find()?;
    let dist = web::build(release, false)?;
    shell::run(shell::cargo().args(["build", "-p", "tutti-server", "--bin", "tutti"]))?;
    let mut playwright = Command::new(folder.join("node_modules/.bin/playwright"));
    playwright
        .arg("test")
        .args(&arguments.rest)
        .current_dir(&folder);
    playwright
        .env("TUTTI_BIN", shell::target_dir().join("debug/tutti"))
        .env("TUTTI_WEB_DIR", dist)
        .env("CHROMIUM", &chromium.windowed)
        .env("CHROMIUM_SHELL", chromium.shell());
    run_counted(&mut playwright, count)
}
