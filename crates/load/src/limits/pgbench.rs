//! pgbench, as it comes with PostgreSQL.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

use super::capture::log::Statement;
use crate::stand::{BOARDS, CARDS, Database, task_id, workspace_id};

/// What it runs.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub text: String,
    /// Variables that stay the same.
    pub fixed: Vec<(String, String)>,
    /// The same for where pgbench is missing.
    pub statements: Vec<Statement>,
    /// What is worth telling of it.
    pub told: String,
}

/// What it measured.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Transactions a second.
    pub rate: f64,
    /// How long one took on average.
    pub latency_ms: f64,
}

impl Script {
    /// One statement that changes one row.
    pub fn single_update() -> Self {
        let text = format!(
            "{}UPDATE tasks SET title = {} WHERE workspace_id = {} AND id = {};\n",
            Self::dice(BOARDS),
            Self::TITLE,
            Self::WORKSPACE,
            Self::TASK
        );
        let statement = Statement {
            text: "UPDATE tasks SET title = $1 WHERE workspace_id = $2 AND id = $3".to_owned(),
            parameters: vec![
                Some(TITLE.to_owned()),
                Some(workspace_id(0)),
                Some(task_id(0, 1)),
            ],
            unnamed: false,
        };
        Self {
            text,
            statements: vec![statement],
            ..Self::default()
        }
    }

    /// Chooses a workspace, a card and a title.
    pub fn dice(workspaces: usize) -> String {
        format!(
            "\\set w random(0, {})\n\\set t random(0, {})\n\\set r random(1, 1000000000)\n",
            workspaces - 1,
            CARDS - 1
        )
    }

    /// The chosen workspace's id, made as [`crate::stand::workspace_id`] makes it.
    pub const WORKSPACE: &str =
        "('01900000-0000-7000-8000-' || lpad((:w::bigint * 1000000)::text, 12, '0'))::uuid";
    /// The chosen card's.
    pub const TASK: &str = "('01900000-0001-7000-8000-' || lpad((:w::bigint * 1000000 + :t::bigint)::text, 12, '0'))::uuid";
    /// The new title.
    pub const TITLE: &str = "('Renamed to ' || :r::bigint)";
}

/// Stands in a captured parameter for a title that is chosen anew each time.
pub const TITLE: &str = "Captured for the limit";

/// Where it is: beside the `postgres` that runs, or in the path.
pub fn program(postgres: &Database) -> Result<PathBuf> {
    let beside = std::fs::read_link(format!("/proc/{}/exe", postgres.pid()))
        .ok()
        .and_then(|exe| Some(exe.parent()?.join("pgbench")));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = beside
        .into_iter()
        .chain(std::env::split_paths(&path).map(|dir| dir.join("pgbench")));
    places.find(|place| place.is_file()).context(
        "pgbench is missing: it comes with PostgreSQL's server package or its contrib package",
    )
}

/// Runs a script with prepared statements, as the app's role and with kept plans, as the server does.
pub async fn run(
    postgres: &Database,
    script: &Script,
    clients: usize,
    span: Duration,
) -> Result<Done> {
    let mut file = tempfile::NamedTempFile::new()?;
    std::io::Write::write_all(&mut file, script.text.as_bytes())?;
    let mut command = Command::new(program(postgres)?);
    command
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=1"])
        .arg(format!("--client={clients}"))
        .arg(format!("--time={}", span.as_secs().max(1)))
        .arg("--file")
        .arg(file.path());
    for (name, value) in &script.fixed {
        command.arg(format!("--define={name}={value}"));
    }
    command
        .arg(postgres.url("tutti"))
        .env(
            "PGOPTIONS",
            "-c role=tutti_app -c plan_cache_mode=force_generic_plan",
        )
        .stdin(Stdio::null())
        .kill_on_drop(true);
    if script.fixed.is_empty() {
        // A single statement has nobody who opens the workspace for it, so it goes past the policies.
        command.env_remove("PGOPTIONS");
    }
    let output = command.output().await?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success() && text.contains("number of failed transactions: 0"),
        "pgbench failed: {} {}",
        // The first line says what went wrong, the last one only that the run is over.
        String::from_utf8_lossy(&output.stderr)
            .lines()
            .find(|line| line.contains("ERROR") || line.contains("error:"))
            .unwrap_or_default(),
        text.lines()
            .find(|l| l.contains("failed"))
            .unwrap_or_default()
    );
    Ok(Done {
        rate: after(&text, "tps = ")?,
        latency_ms: after(&text, "latency average = ")?,
    })
}

/// The number behind some words.
fn after(text: &str, words: &str) -> Result<f64> {
    let (_, rest) = text
        .split_once(words)
        .context("pgbench printed something else")?;
    let number = rest.split_whitespace().next().unwrap_or_default();
    number.parse().context("pgbench printed no number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_words_are_read() {
        let text = "latency average = 0.470 ms\ntps = 2127.1 (without initial connection time)\n";
        assert!((after(text, "tps = ").unwrap() - 2127.1).abs() < 1e-9);
        assert!(after(text, "nothing ").is_err());
    }
}
