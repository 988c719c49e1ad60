//! What pgbench does, for where it is missing: the same statements, prepared, in as many connections.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use rand::Rng;

use super::capture::log::Statement;
use super::pgbench::{Done, Script, TITLE, program, run};
use crate::stand::{CARDS, Database, task_id, workspace_id};

/// By pgbench where there is one, else by a loop of our own.
pub async fn best(
    postgres: &Database,
    script: &Script,
    workspaces: usize,
    clients: usize,
    span: Duration,
) -> Result<Done> {
    if program(postgres).is_ok() {
        return run(postgres, script, clients, span).await;
    }
    let end = Instant::now() + span;
    let url = postgres.url("tutti");
    let as_app = !script.fixed.is_empty();
    let threads: Vec<_> = (0..clients)
        .map(|_| {
            let (url, statements) = (url.clone(), script.statements.clone());
            tokio::task::spawn_blocking(move || one(&url, &statements, workspaces, as_app, end))
        })
        .collect();
    let mut all = 0;
    for thread in threads {
        all += thread.await??;
    }
    let rate = f64::from(all) / span.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a count of clients")]
    let latency_ms = clients as f64 / rate * 1_000.0;
    Ok(Done { rate, latency_ms })
}

/// One connection; gives how many transactions it made.
fn one(
    url: &str,
    statements: &[Statement],
    workspaces: usize,
    as_app: bool,
    end: Instant,
) -> Result<u32> {
    let mut connection = PgConnection::establish(url).map_err(|e| anyhow!("{e}"))?;
    if as_app {
        connection.batch_execute("SET ROLE tutti_app")?;
    }
    for (n, statement) in statements
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.parameters.is_empty())
    {
        connection.batch_execute(&format!("PREPARE own{n} AS {}", statement.text))?;
    }
    let mut random = rand::rng();
    let mut made = 0;
    while Instant::now() < end {
        let workspace = random.random_range(0..workspaces);
        let card = random.random_range(0..CARDS);
        let title = format!("Renamed to {}", random.random::<u32>());
        for (n, statement) in statements.iter().enumerate() {
            if statement.parameters.is_empty() {
                connection.batch_execute(&statement.text)?;
                continue;
            }
            let values = statement
                .parameters
                .iter()
                .map(|value| match value.as_deref() {
                    None => "NULL".to_owned(),
                    Some(TITLE) => quoted(&title),
                    Some(id) if id == workspace_id(0) => quoted(&workspace_id(workspace)),
                    Some(id) if id == task_id(0, 1) => quoted(&task_id(workspace, card)),
                    Some(other) => quoted(other),
                });
            let values = values.collect::<Vec<_>>().join(", ");
            connection.batch_execute(&format!("EXECUTE own{n} ({values})"))?;
        }
        made += 1;
    }
    Ok(made)
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
