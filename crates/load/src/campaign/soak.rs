//! A mixed load for as long as is wanted; the server may not grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::storm::{Storm, early};
use super::told::{Told, float};
use crate::machine::resident_mib;
use crate::report::Target;
use crate::stand::{Stand, Workspace};
use tutti_client::{Http, WebSocket};

/// The first part of the time, in which caches and pools fill, does not count.
const WARM: u32 = 5;
/// Memory may grow by this much, in MiB, and by this share beside it.
const ROOM: f64 = 8.0;
const SHARE: f64 = 0.10;
/// Open files may differ by this much: the sockets that come and go just then.
const FILES: f64 = 16.0;
/// Between two changes of a writer.
const PACE: Duration = Duration::from_millis(50);
/// People who look at boards and leave again.
const VISITORS: usize = 8;
/// Between two visits of one of them.
const PAUSE: Duration = Duration::from_millis(250);

/// How much the server holds.
struct Held {
    mib: f64,
    files: f64,
    connections: f64,
}

/// Runs it so long.
pub async fn run(stand: &mut Stand, told: &mut Told, span: Duration) -> Result<()> {
    let mut storm = Storm::begin(stand, PACE).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let mut visitors = JoinSet::new();
    for n in 0..VISITORS {
        let workspace = stand
            .workspaces
            .get(n % stand.workspaces.len())
            .context("no workspace")?;
        visitors.spawn(visit(
            stand.addr,
            stand.token(n)?,
            workspace.clone(),
            Arc::clone(&stop),
        ));
    }
    let begun = Instant::now();
    let mut held = Vec::new();
    for part in [span / WARM, (span + span / WARM) / 2, span] {
        let broken = async {
            tokio::select! {
                error = storm.broken() => error,
                Some(ended) = visitors.join_next() => early("a visitor", ended),
                else => anyhow!("there is no visitor"),
            }
        };
        if let Ok(error) = tokio::time::timeout_at(begun + part, broken).await {
            return Err(error);
        }
        stand.check()?;
        held.push(hold(stand)?);
    }
    stop.store(true, Ordering::Relaxed);
    let mut visits = 0;
    while let Some(made) = visitors.join_next().await {
        visits += made??;
    }
    let calm = storm.end(stand).await?;
    told.figure("minutes", span.as_secs_f64() / 60.0, "min", Target::None);
    told.count("visits: snapshot, board, lists, socket, and away", visits);
    let [first, middle, last] = held.as_slice() else {
        anyhow::bail!("three looks were taken");
    };
    for (what, held) in [
        ("warm", first),
        ("in the middle", middle),
        ("in the end", last),
    ] {
        let most = |bound: f64| {
            if std::ptr::eq(held, first) {
                Target::None
            } else {
                Target::AtMost(bound)
            }
        };
        told.figure(
            &format!("memory, {what}"),
            held.mib,
            "MiB",
            most(first.mib * (1.0 + SHARE) + ROOM),
        );
        told.figure(
            &format!("open files, {what}"),
            held.files,
            "",
            most(first.files + FILES),
        );
        told.figure(
            &format!("connections of the database, {what}"),
            held.connections,
            "",
            most(first.connections + FILES),
        );
    }
    calm.tell(stand, told).await
}

fn hold(stand: &Stand) -> Result<Held> {
    let pid = stand.server_pid();
    let files = std::fs::read_dir(format!("/proc/{pid}/fd"))?.count();
    let url = stand.postgres.url("tutti");
    let backends = super::sql::number(
        &url,
        "SELECT count(*) AS n FROM pg_stat_activity WHERE backend_type = 'client backend'",
    )?;
    Ok(Held {
        mib: resident_mib(pid)?,
        files: float(files),
        connections: float(usize::try_from(backends)?),
    })
}

/// Comes with a new connection, looks around, follows for a moment, and goes.
async fn visit(
    addr: std::net::SocketAddr,
    token: String,
    workspace: Workspace,
    stop: Arc<AtomicBool>,
) -> Result<usize> {
    let base = format!("/api/v1/workspaces/{}", workspace.id);
    let mut visits = 0;
    while !stop.load(Ordering::Relaxed) {
        let mut http = Http::open(addr).await?;
        for path in [
            format!("{base}/snapshot"),
            format!("{base}/boards/{}", workspace.board),
            format!("{base}/tasks?board={}", workspace.board),
            format!("{base}/activity"),
            "/api/v1/me".to_owned(),
        ] {
            http.read(&path, &token).await?;
        }
        drop(WebSocket::follow(addr, &token, &workspace.id).await?);
        visits += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(visits)
}
