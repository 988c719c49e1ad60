//! P11: a thousand clients come back at once: socket, snapshot and board each.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context, Result};
use tokio::task::JoinSet;

use crate::bench::Bench;
use crate::report::Target;
use crate::row::Row;
use crate::stand::Workspace;
use tutti_client::{Http, WebSocket};

/// How many.
const CLIENTS: usize = 1_000;

/// Measures it.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let workspace = bench
        .stand
        .workspaces
        .first()
        .context("no workspace")?
        .clone();
    let measured = bench
        .measure(
            async |stand| {
                let begun = Instant::now();
                let mut clients = JoinSet::new();
                for n in 0..CLIENTS {
                    clients.spawn(client(
                        stand.addr,
                        stand.token(1 + n % 24)?,
                        workspace.clone(),
                    ));
                }
                // The sockets stay until the last has come.
                let mut sockets = Vec::with_capacity(CLIENTS);
                while let Some(client) = clients.join_next().await {
                    sockets.push(client??);
                }
                Ok(begun.elapsed().as_secs_f64())
            },
            |seconds, usage| vec![seconds, usage.server, usage.database],
        )
        .await?;
    let note = format!(
        "CPU: server {:.1} s, database {:.1} s",
        measured.number(1),
        measured.number(2)
    );
    let figure = bench.figure(
        Row::P11,
        "1 000 clients rejoin a workspace of 500 cards",
        &measured,
        0,
        "s",
        Target::AtMost(3.0),
    );
    figure.note = note;
    Ok(())
}

async fn client(addr: SocketAddr, token: String, workspace: Workspace) -> Result<WebSocket> {
    let socket = WebSocket::follow(addr, &token, &workspace.id).await?;
    let mut http = Http::open(addr).await?;
    let base = format!("/api/v1/workspaces/{}", workspace.id);
    for path in [
        format!("{base}/snapshot"),
        format!("{base}/boards/{}", workspace.board),
    ] {
        http.read(&path, &token).await?;
    }
    Ok(socket)
}
