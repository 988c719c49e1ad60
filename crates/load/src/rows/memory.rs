//! P9, P27: memory of the server's process by sockets that follow a workspace, and by boards there that the follower does not see.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::machine::resident_mib;
use crate::report::Target;
use crate::row::Row;
use crate::stand::{Stand, Workspace, people};
use tutti_client::WebSocket;

/// How long the process rests before it is looked at.
const REST: Duration = Duration::from_millis(1_500);

/// Measures all three, in a process that is new each time.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let workspace = bench
        .stand
        .workspaces
        .first()
        .context("no workspace")?
        .id
        .clone();
    let measured = bench
        .measure(
            async |stand| {
                stand.restart().await?;
                let mut sockets = Vec::new();
                let mut sizes = Vec::new();
                for wanted in [0, 200, 1_000] {
                    while sockets.len() < wanted {
                        let token = stand.token(1 + sockets.len() % 24)?;
                        sockets.push(WebSocket::follow(stand.addr, &token, &workspace).await?);
                    }
                    tokio::time::sleep(REST).await;
                    sizes.push(resident_mib(stand.server_pid())?);
                }
                Ok(sizes)
            },
            |sizes, _| sizes,
        )
        .await?;
    for (n, (what, most)) in [
        ("idle", 20.0),
        ("200 sockets", 25.0),
        ("1 000 sockets", 40.0),
    ]
    .into_iter()
    .enumerate()
    {
        let what = format!("memory of the server's process, {what}");
        bench.figure(Row::P9, &what, &measured, n, "MiB", Target::AtMost(most));
    }
    Ok(())
}

/// Private boards of others.
const BOARDS: usize = 5_000;

/// Measures how much more a server holds whose followed workspace has many boards that the follower does not see.
pub async fn of_boards(bench: &mut Bench) -> Result<()> {
    let mut workspaces = bench.stand.workspaces.iter().rev().skip(2);
    let with = workspaces.next().context("no workspace")?.clone();
    let without = workspaces.next().context("no second workspace")?.clone();
    let measured = bench
        .measure(
            async |stand| {
                people::run_sql(
                    &stand.postgres.url("tutti"),
                    &format!(
                        "INSERT INTO boards (workspace_id, id, name, color, visibility)
                            SELECT '{}', ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Board ' || n, 'blue', 'private'
                            FROM generate_series(1, {BOARDS}) n ON CONFLICT DO NOTHING;
                        ANALYZE boards",
                        with.id
                    ),
                )?;
                let sizes = [followed(stand, &without).await?, followed(stand, &with).await?];
                Ok(sizes)
            },
            |[without, with], _| vec![with - without],
        )
        .await?;
    let what =
        "memory that 5 000 boards which the follower does not see add to a followed workspace";
    bench.figure(Row::P27, what, &measured, 0, "MiB", Target::AtMost(1.0));
    Ok(())
}

/// The size of a server that is new, with one socket of somebody who follows a workspace.
async fn followed(stand: &mut Stand, workspace: &Workspace) -> Result<f64> {
    stand.restart().await?;
    let socket = WebSocket::follow(stand.addr, &stand.token(1)?, &workspace.id).await?;
    tokio::time::sleep(REST).await;
    let size = resident_mib(stand.server_pid())?;
    drop(socket);
    Ok(size)
}
