//! P9: memory of the server's process by sockets that follow a workspace.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::client::WebSocket;
use crate::machine::resident_mib;
use crate::report::Target;
use crate::row::Row;

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
