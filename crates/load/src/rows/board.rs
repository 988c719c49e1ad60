//! P8: reading a board of 500 cards, while it rests and while it changes.

use std::time::Instant;

use anyhow::{Context, Result};

use super::writers::{Act, Until, run, steady_renames};
use crate::bench::Bench;
use crate::limits;
use crate::report::Target;
use crate::row::Row;
use tutti_client::Http;

/// Clients that read at once.
const READERS: usize = 16;
/// Changes a second of the board that is read.
const CHANGES: u32 = 100;

/// Measures both.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let workspace = bench.stand.workspaces.first().context("no workspace")?;
    let path = format!(
        "/api/v1/workspaces/{}/boards/{}",
        workspace.id, workspace.board
    );
    let mut http = Http::open(bench.stand.addr).await?;
    let token = bench.stand.token(0)?;
    let answer = http.read(&path, &token).await?;
    let coding = if answer.coding.is_empty() {
        "not compressed"
    } else {
        &answer.coding
    };
    let size = format!("{} kB, {coding}", answer.length / 1_000);
    let limit = limits::bytes(bench, answer.length).await?;

    let acts = vec![Act::Read { path }; READERS];
    let span = bench.span;
    let quiet = bench
        .measure(
            async |stand| run(stand, &acts, Until::Time(Instant::now() + span)).await,
            |mut done, _| vec![done.rate(), done.quantile(0.99), done.quantile(0.5)],
        )
        .await?;
    let figure = bench.figure(
        Row::P8,
        "GET of a board of 500 cards, 16 readers",
        &quiet,
        0,
        "/s",
        Target::AtLeast(12_000.0),
    );
    figure.limit = Some(limit);
    figure.note = size;
    bench.figure(
        Row::P8,
        "the same, p99",
        &quiet,
        1,
        "ms",
        Target::AtMost(8.0),
    );

    let busy = bench
        .measure(
            async |stand| {
                let renames = steady_renames(stand.addr, stand.token(1)?, 0, CHANGES, span);
                let (read, made) = tokio::join!(
                    run(stand, &acts, Until::Time(Instant::now() + span)),
                    renames
                );
                Ok((read?, made?))
            },
            |(mut done, made), _| {
                #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
                let made = made as f64;
                vec![done.rate(), done.quantile(0.99), made / span.as_secs_f64()]
            },
        )
        .await?;
    let note = format!("{:.0} changes a second were made", busy.number(2));
    let figure = bench.figure(
        Row::P8,
        "the same while 100 changes a second are sent to that board",
        &busy,
        0,
        "/s",
        Target::AtLeast(5_000.0),
    );
    figure.note = note;
    bench.figure(
        Row::P8,
        "the same, p99",
        &busy,
        1,
        "ms",
        Target::AtMost(15.0),
    );
    Ok(())
}
