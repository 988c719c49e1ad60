//! The statements of a rename, as PostgreSQL itself logs them, made into a script for pgbench: so the limit is always that of
//! the very SQL the server sends.

pub mod log;

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::json;

use super::pgbench::{Script, TITLE};
use crate::stand::people::run_sql;
use crate::stand::{Stand, task_id, workspace_id};
use log::Statement;
use tutti_client::{Http, request};

/// The script, over so many workspaces.
pub async fn rename(stand: &Stand, workspaces: usize) -> Result<Script> {
    let url = stand.postgres.url("tutti");
    run_sql(
        &url,
        "ALTER SYSTEM SET log_statement = 'all'; SELECT pg_reload_conf();",
    )?;
    let renamed = make_one(stand).await;
    run_sql(
        &url,
        "ALTER SYSTEM RESET log_statement; SELECT pg_reload_conf();",
    )?;
    renamed?;
    let text = std::fs::read_to_string(stand.postgres.data_dir().join("log"))?;
    let statements = log::transaction_with(&text, TITLE);
    let statements = statements.context("the log does not hold the rename")?;
    let unprepared = statements.iter().filter(|s| s.unnamed).count();
    let mut script = Script {
        text: Script::dice(workspaces),
        told: format!(
            "{} statements, {unprepared} of them not prepared",
            statements.len()
        ),
        ..Script::default()
    };
    for (n, statement) in statements.iter().enumerate() {
        let line = variable(statement, n, &mut script.fixed);
        script.text.push_str(&line);
        script.text.push_str(";\n");
    }
    script.statements = statements;
    Ok(script)
}

/// Renames a few times, since a statement is prepared at its first use and named from then on.
async fn make_one(stand: &Stand) -> Result<()> {
    // The processes of the database hear of the new setting by a signal.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut http = Http::open(stand.addr).await?;
    let path = format!(
        "/api/v1/workspaces/{}/tasks/{}",
        workspace_id(0),
        task_id(0, 1)
    );
    let token = stand.token(0)?;
    for n in (0..40).rev() {
        let title = if n == 0 {
            TITLE.to_owned()
        } else {
            format!("Before {n}")
        };
        let body = json!({ "title": title }).to_string();
        http.json(&request("PATCH", &path, Some(&token), "", &body))
            .await?;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    Ok(())
}

/// A statement with what differs from rename to rename made to differ, and the rest given as variables.
fn variable(statement: &Statement, n: usize, fixed: &mut Vec<(String, String)>) -> String {
    let mut text = statement.text.clone();
    // From the last on, so that $1 does not stand for the beginning of $10.
    for (k, value) in statement.parameters.iter().enumerate().rev() {
        let stand_in = match value.as_deref() {
            None => "NULL".to_owned(),
            Some(TITLE) => Script::TITLE.to_owned(),
            Some(id) if id == workspace_id(0) => Script::WORKSPACE.to_owned(),
            Some(id) if id == task_id(0, 1) => Script::TASK.to_owned(),
            Some(other) => {
                let name = format!("s{n}p{}", k + 1);
                fixed.push((name.clone(), other.to_owned()));
                format!(":{name}")
            }
        };
        text = text.replace(&format!("${}", k + 1), &stand_in);
    }
    text
}
