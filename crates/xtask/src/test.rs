//! `test`: all that CI runs, step by step, to the first failure.

mod budget;
mod bytes;
pub mod count;
mod deny;
mod purity;
mod workflows;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::{e2e, openapi, shell, web};
use count::{Count, run_counted};

/// Which steps to run.
#[derive(clap::Args)]
pub struct Arguments {
    /// All in this order when none is named.
    #[arg(value_enum)]
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// The formatting of the source.
    Fmt,
    /// Lints, of both halves.
    Clippy,
    /// Rules that no lint knows.
    Purity,
    /// The workflows.
    Workflows,
    /// The dependencies' licences, sources and advisories, where cargo-deny is there.
    Deny,
    /// Unit and integration tests, against a PostgreSQL of their own.
    Tests,
    /// Whether openapi.json is in step with the server.
    Openapi,
    /// The browser's half, as far as it runs without a browser.
    Spa,
    /// How large that is as it is shipped.
    Bytes,
    /// The whole, in a browser.
    E2e,
}

/// Runs the steps. The last line printed is always `N passed, N failed`.
pub fn run(arguments: &Arguments) -> Result<()> {
    let steps = if arguments.steps.is_empty() {
        Step::value_variants()
    } else {
        &arguments.steps
    };
    let mut count = Count::default();
    let mut result = Ok(());
    for step in steps {
        let name = format!("{step:?}").to_lowercase();
        println!("── {name}");
        let (begun, before) = (Instant::now(), budget::spent());
        let mut outcome = step.run(&mut count);
        let seconds = begun.elapsed().as_secs_f32();
        let taken = budget::spent().zip(before).map(|(now, then)| now - then);
        let spent = taken.map_or_else(String::new, |taken| format!(" ({taken} CPU seconds)"));
        if let Some(taken) = taken {
            outcome = outcome.and_then(|()| budget::require(&name, taken));
        }
        if let Err(error) = outcome {
            println!("── {name} failed after {seconds:.1} s{spent}: {error:#}");
            // A step that fails otherwise than by a test, for instance because it does not compile, is a failure too.
            count.failed = count.failed.max(1);
            result = Err(error.context(format!("step {name}")));
            break;
        }
        println!("── {name} passed in {seconds:.1} s{spent}");
    }
    println!("{} passed, {} failed", count.passed, count.failed);
    match result {
        Ok(()) => Ok(()),
        // All has been said, and the count shall be the last line.
        Err(_) => std::process::exit(1),
    }
}

impl Step {
    fn run(self, count: &mut Count) -> Result<()> {
        match self {
            Self::Fmt => shell::run(shell::cargo().args(["fmt", "--all", "--check"])),
            Self::Clippy => clippy(),
            Self::Purity => purity::check(),
            Self::Workflows => workflows::check(),
            Self::Deny => deny::check(),
            Self::Tests => tests(count),
            Self::Openapi => openapi::check(),
            Self::Spa => spa(count),
            Self::Bytes => bytes::check(),
            Self::E2e => e2e::test(&e2e::Arguments::default(), count, true),
        }
    }
}

fn clippy() -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    shell::run(
        shell::cargo()
            .args([
                "clippy",
                "--workspace",
                "--exclude",
                "tutti-frontend",
                "--all-targets",
            ])
            .args(deny),
    )?;
    web::add_target()?;
    let browser = [
        "clippy",
        "-p",
        "tutti-frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        "web",
    ];
    shell::run(shell::web_cargo().args(browser).args(deny))?;
    // As `web` builds it, so that this costs little.
    let bundle = [
        "clippy",
        "-p",
        "xtask",
        "--features",
        "bundle",
        "--all-targets",
        "--release",
    ];
    shell::run(shell::web_cargo().args(bundle).args(deny))
}

fn tests(count: &mut Count) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args([
        "test",
        "--workspace",
        "--exclude",
        "tutti-frontend",
        "--no-fail-fast",
    ]);
    if std::env::var_os("TUTTI_TEST_PG_URL").is_some_and(|url| !url.is_empty()) {
        return run_counted(&mut cargo, count);
    }
    let mut options = tutti_postgres::Options::new(shell::target_dir().join("test-postgres"));
    options.test = true;
    options.progress = &|text| eprintln!("{text}");
    let postgres = tutti_postgres::Embedded::start(&options)?;
    let result = run_counted(cargo.env("TUTTI_TEST_PG_URL", postgres.url("tutti")), count);
    postgres.stop().context("the tests' PostgreSQL")?;
    result
}

fn spa(count: &mut Count) -> Result<()> {
    // What bundles it, built as `web` builds it.
    let bundle = [
        "test",
        "--release",
        "-p",
        "xtask",
        "--features",
        "bundle",
        "--bin",
        "xtask-bundle",
    ];
    run_counted(shell::web_cargo().args(bundle), count)?;
    let source = shell::files(&shell::root().join("frontend/src"));
    if source.is_empty() {
        bail!("there is no frontend/src");
    }
    if !source
        .iter()
        .any(|f| std::fs::read_to_string(f).is_ok_and(|text| text.contains("#[test]")))
    {
        println!("no file in frontend/src has a test");
        return Ok(());
    }
    run_counted(
        shell::cargo().args(["test", "-p", "tutti-frontend", "--no-fail-fast"]),
        count,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_budget() {
        for step in Step::value_variants() {
            let name = format!("{step:?}").to_lowercase();
            assert!(budget::of(&name).is_ok(), "{name}");
        }
    }
}
