//! PostgreSQL crashes and comes back while people write and follow; the server stays.

use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::process::Signal;

use super::storm::Storm;
use super::told::{Told, float};
use crate::report::Target;
use crate::stand::Stand;
use tutti_client::{Http, request};

/// The database stays away until so many requests were refused, each of which first waits as long as a request may.
const REFUSED: usize = 100;
/// It is there until so many changes were made.
const MADE: usize = 1_000;

/// Between two changes of a writer: short, so that a crash finds many requests on their way.
const PACE: Duration = Duration::from_millis(10);

/// Crashes it so many times: by turns all of it at once, and as an operator's `immediate` does.
pub async fn run(stand: &mut Stand, told: &mut Told, crashes: u32) -> Result<()> {
    let mut storm = Storm::begin(stand, PACE).await?;
    let server = stand.server_pid();
    let (mut livez, mut readyz, mut back) = (0, 0, Vec::new());
    for n in 0..crashes {
        storm.acknowledged(MADE).await?;
        stand.postgres.crash(if n % 2 == 0 {
            Signal::KILL
        } else {
            Signal::QUIT
        })?;
        storm.unavailable(REFUSED).await?;
        livez += usize::from(health(stand, "/livez").await? != 200);
        readyz += usize::from(health(stand, "/readyz").await? != 503);
        stand.postgres.start_again().await?;
        let up = Instant::now();
        stand.answering().await?;
        back.push((up, up.elapsed()));
    }
    storm.acknowledged(MADE).await?;
    stand.check()?;
    let same = stand.server_pid() == server;
    let calm = storm.end(stand).await?;
    told.figure(
        "crashes of the database",
        f64::from(crashes),
        "",
        Target::None,
    );
    told.zero("restarts of the server", usize::from(!same));
    told.zero("/livez other than 200 without a database", livez);
    told.zero("/readyz other than 503 without a database", readyz);
    let unavailable: Vec<_> = calm
        .logs
        .iter()
        .flat_map(|(_, log)| &log.tries.unavailable)
        .collect();
    told.figure(
        "answers of 503",
        float(unavailable.len()),
        "",
        Target::AtLeast(1.0),
    );
    let slowest = unavailable
        .iter()
        .map(|(took, _)| took.as_secs_f64())
        .fold(0.0, f64::max);
    told.figure("a 503, the slowest", slowest, "s", Target::AtMost(2.5));
    told.zero(
        "503 without Retry-After",
        unavailable.iter().filter(|(_, says)| !says).count(),
    );
    told.zero(
        "requests without an answer",
        calm.logs.iter().map(|(_, log)| log.tries.broken).sum(),
    );
    told.zero(
        "sockets that were closed",
        calm.seen.iter().map(|(_, seen)| seen.drops).sum(),
    );
    let ready = back
        .iter()
        .map(|(_, took)| took.as_secs_f64())
        .fold(0.0, f64::max);
    told.figure(
        "database accepts to /readyz, the slowest",
        ready,
        "s",
        Target::AtMost(5.0),
    );
    let mut slowest = 0.0_f64;
    for (_, log) in &calm.logs {
        for (up, _) in &back {
            let first = log.at.iter().find(|at| *at > up);
            slowest =
                slowest.max(first.map_or(f64::INFINITY, |at| at.duration_since(*up).as_secs_f64()));
        }
    }
    told.figure(
        "database accepts to a writer's first change, the slowest",
        slowest,
        "s",
        Target::AtMost(5.0),
    );
    calm.tell(stand, told).await
}

async fn health(stand: &Stand, path: &str) -> Result<u16> {
    let mut http = Http::open(stand.addr).await?;
    Ok(http.call(&request("GET", path, None, "", "")).await?.status)
}
