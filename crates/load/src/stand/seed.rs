//! Workspaces, each with one board of 500 cards, through the API.

use std::ops::Range;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::Stand;
use tutti_client::{Http, request};

/// How many workspaces.
pub const BOARDS: usize = 8;
/// How many cards on each board.
pub const CARDS: usize = 500;

/// A workspace with one board.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub id: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its board's id.
    pub board: String,
    /// The ids of the board's columns.
    pub columns: Vec<String>,
}

/// An id that tells by its digits what it is of, so that pgbench can make it from numbers.
pub fn id(kind: u64, a: u64, b: u64) -> String {
    format!("01900000-000{kind}-7000-8000-{:012}", a * 1_000_000 + b)
}

/// The id of a workspace.
pub fn workspace_id(n: usize) -> String {
    id(0, n as u64, 0)
}

/// The id of a workspace's card.
pub fn task_id(workspace: usize, card: usize) -> String {
    id(1, workspace as u64, card as u64)
}

/// Makes workspaces of these numbers.
pub async fn fill(stand: &mut Stand, numbers: Range<usize>, cards: usize) -> Result<()> {
    let token = stand.token(0)?;
    let mut http = Http::open(stand.addr).await?;
    for n in numbers.clone() {
        let body = json!({"id": workspace_id(n), "name": format!("Larkfield {n}"), "slug": format!("larkfield-{n}")});
        http.json(&request(
            "POST",
            "/api/v1/workspaces",
            Some(&token),
            "",
            &body.to_string(),
        ))
        .await?;
        let path = format!("/api/v1/workspaces/{}/boards", workspace_id(n));
        let boards = http
            .json(&request("GET", &path, Some(&token), "", ""))
            .await?;
        let board = text(boards.get("items").unwrap_or(&boards), "/0/id")?;
        let detail = http
            .json(&request(
                "GET",
                &format!("{path}/{board}"),
                Some(&token),
                "",
                "",
            ))
            .await?;
        let columns = detail.get("columns").and_then(Value::as_array);
        let columns = columns.context("the board has no columns")?.iter();
        stand.workspaces.push(Workspace {
            id: workspace_id(n),
            slug: format!("larkfield-{n}"),
            board,
            columns: columns.map(|c| text(c, "/id")).collect::<Result<_>>()?,
        });
    }
    let mut fillers = JoinSet::new();
    for (n, workspace) in stand
        .workspaces
        .iter()
        .cloned()
        .enumerate()
        .skip(numbers.start)
    {
        fillers.spawn(fill_one(stand.addr, token.clone(), n, workspace, cards));
    }
    while let Some(filled) = fillers.join_next().await {
        filled??;
    }
    Ok(())
}

/// Cards as people write them: a title, 120 bytes of description, somebody on every third.
async fn fill_one(
    addr: std::net::SocketAddr,
    token: String,
    n: usize,
    workspace: Workspace,
    cards: usize,
) -> Result<()> {
    let mut http = Http::open(addr).await?;
    let path = format!("/api/v1/workspaces/{}/tasks", workspace.id);
    let words = ["Draft", "Review", "Measure", "Explain", "Repair", "Ship"];
    for card in 0..cards {
        let word = words.get(card % words.len()).copied().unwrap_or_default();
        let priority = ["low", "medium", "high"].get(card % 3);
        let column = workspace.columns.get(card % workspace.columns.len());
        let body = json!({
            "id": task_id(n, card),
            "board_id": workspace.board,
            "column_id": column.context("the board has no columns")?,
            "title": format!("{word} chapter {card} of the handbook"),
            "description": format!("{word} what was agreed on in the meeting, with an example for each step and a link to the notes, so that all can follow: {card:03}"),
            "priority": priority,
        });
        http.json(&request("POST", &path, Some(&token), "", &body.to_string()))
            .await?;
    }
    Ok(())
}

fn text(value: &Value, at: &str) -> Result<String> {
    let found = value.pointer(at).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| anyhow!("the answer has no {at}"))
}
