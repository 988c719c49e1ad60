//! P29: somebody writes while a column of 1 000 cards is deleted and restored. That is done in several transactions, between which the
//! others of the workspace have their turn.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::writers::{self, Act};
use crate::bench::Bench;
use crate::report::Target;
use crate::report::judge::quantile;
use crate::row::Row;
use crate::stand::{Stand, Workspace};
use tutti_client::{Http, request};

/// Cards of the column.
const CARDS: usize = 1_000;

/// Measures it: what the other one waits for each of their renames.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let at = bench.stand.grow(1, CARDS).await?;
    let workspace = bench.stand.workspaces.get(at).context("no workspace")?;
    let workspace = workspace.clone();
    let (column, others) = workspace.columns.split_first().context("no column")?;
    for other in others {
        delete(&bench.stand, &workspace, other, column).await?;
    }
    let to = &create(&bench.stand, &workspace).await?;
    let measured = bench
        .measure(
            async |stand| {
                let deletion = async {
                    delete(stand, &workspace, column, to).await?;
                    restore(stand, &workspace, column).await
                };
                let act = Act::Rename { workspace: at };
                writers::beside(stand.addr, &stand.token(1)?, &act, deletion).await
            },
            |mut took, usage| {
                vec![
                    quantile(&mut took, 1.0),
                    quantile(&mut took, 0.5),
                    usage.seconds,
                ]
            },
        )
        .await?;
    let note = format!(
        "p50 {:.1} ms; both took {:.1} s",
        measured.number(1),
        measured.number(2)
    );
    let what = "a column of 1 000 cards is deleted and restored: another's slowest rename";
    let figure = bench.figure(Row::P29, what, &measured, 0, "ms", Target::AtMost(100.0));
    figure.note = note;
    Ok(())
}

fn board(workspace: &Workspace) -> String {
    format!(
        "/api/v1/workspaces/{}/boards/{}",
        workspace.id, workspace.board
    )
}

/// Makes a column for the cards to go to; gives its id.
async fn create(stand: &Stand, workspace: &Workspace) -> Result<String> {
    let columns = format!("{}/columns", board(workspace));
    let body = r#"{"name":"Elsewhere","category":"todo"}"#;
    let column = call(stand, "POST", &columns, body).await?;
    let id = column.get("id").and_then(Value::as_str);
    Ok(id.context("the column has no id")?.to_owned())
}

/// Deletes a column; its cards go to another.
async fn delete(stand: &Stand, workspace: &Workspace, column: &str, to: &str) -> Result<()> {
    let path = format!("{}/columns/{column}?to={to}", board(workspace));
    call(stand, "DELETE", &path, "").await.map(drop)
}

/// Restores it, with all of its cards.
async fn restore(stand: &Stand, workspace: &Workspace, column: &str) -> Result<()> {
    let board = board(workspace);
    let path = format!("{board}/columns/{column}/restore");
    call(stand, "POST", &path, "").await?;
    let board = call(stand, "GET", &board, "").await?;
    let columns = board.get("columns").and_then(Value::as_array);
    let restored = columns.context("the board has no columns")?.iter();
    let restored = restored.filter(|one| one.get("id").is_some_and(|id| id == column));
    let counts: Vec<&Value> = restored.filter_map(|one| one.get("count")).collect();
    ensure!(
        counts == [&json!(CARDS)],
        "the column came back with {counts:?} cards"
    );
    Ok(())
}

async fn call(stand: &Stand, method: &str, path: &str, body: &str) -> Result<Value> {
    let token = stand.token(0)?;
    let mut http = Http::open(stand.addr).await?;
    http.json(&request(method, path, Some(&token), "", body))
        .await
}
