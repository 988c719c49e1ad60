//! P4, P5, P6: how many writes a second.

use std::time::Instant;

use anyhow::{Context, Result};

use super::writers::{Act, Until, run};
use crate::bench::Bench;
use crate::limits;
use crate::report::Target;
use crate::row::Row;
use crate::stand::BOARDS;

/// Clients that write at once.
const WRITERS: usize = 16;

/// P4: 16 writers over 8 workspaces.
pub async fn many_workspaces(bench: &mut Bench) -> Result<()> {
    let limit = limits::rename(bench, BOARDS, 16).await;
    let acts: Vec<Act> = (0..WRITERS)
        .map(|n| Act::Rename {
            workspace: n % BOARDS,
        })
        .collect();
    let span = bench.span;
    let measured = bench
        .measure(
            async |stand| run(stand, &acts, Until::Time(Instant::now() + span)).await,
            |mut done, usage| {
                let (p50, p99) = (done.quantile(0.5), done.quantile(0.99));
                vec![done.rate(), p50, p99, usage.server, usage.database]
            },
        )
        .await?;
    let note = format!(
        "p50 {:.1} ms, p99 {:.1} ms",
        measured.number(1),
        measured.number(2)
    );
    let figure = bench.figure(
        Row::P4,
        "renames, 16 writers over 8 workspaces",
        &measured,
        0,
        "/s",
        Target::AtLeast(4_000.0),
    );
    figure.note = note;
    let rate = figure.tutti;
    if let Some(limit) = limit {
        figure.limit = Some(limit);
        let share = measured.telling(rate / limit * 100.0);
        bench.figure(
            Row::P4,
            "the same as a share of that limit",
            &share,
            0,
            "%",
            Target::AtLeast(80.0),
        );
    }
    Ok(())
}

/// P5: 16 writers on one board, and one in another workspace.
pub async fn one_board(bench: &mut Bench) -> Result<()> {
    let limit = limits::rename(bench, 1, 16).await;
    let acts = vec![Act::Rename { workspace: 0 }; WRITERS];
    let single = [Act::Rename { workspace: 1 }];
    let span = bench.span;
    let measured = bench
        .measure(
            async |stand| {
                let until = Until::Time(Instant::now() + span);
                let (many, single) =
                    tokio::join!(run(stand, &acts, until), run(stand, &single, until));
                Ok((many?, single?))
            },
            |(mut many, mut single), _| {
                vec![many.rate(), single.quantile(0.5), many.quantile(0.99)]
            },
        )
        .await?;
    let note = format!("p99 {:.1} ms", measured.number(2));
    let figure = bench.figure(
        Row::P5,
        "renames, 16 writers on one board",
        &measured,
        0,
        "/s",
        Target::AtLeast(3_500.0),
    );
    figure.limit = limit;
    figure.note = note;
    bench.figure(
        Row::P5,
        "meanwhile a single writer in another workspace, p50",
        &measured,
        1,
        "ms",
        Target::AtMost(1.5),
    );
    Ok(())
}

/// P6: 16 writers in one column.
pub async fn moves(bench: &mut Bench) -> Result<()> {
    let workspace = bench.stand.workspaces.first().context("no workspace")?;
    let act = Act::Move {
        workspace: 0,
        column: workspace.columns.first().context("no column")?.clone(),
        every: workspace.columns.len(),
    };
    let acts = vec![act; WRITERS];
    let span = bench.span;
    let measured = bench
        .measure(
            async |stand| run(stand, &acts, Until::Time(Instant::now() + span)).await,
            |mut done, _| vec![done.rate(), done.quantile(0.5), done.quantile(0.99)],
        )
        .await?;
    let note = format!(
        "p50 {:.1} ms, p99 {:.1} ms",
        measured.number(1),
        measured.number(2)
    );
    let figure = bench.figure(
        Row::P6,
        "moves, 16 writers in one column",
        &measured,
        0,
        "/s",
        Target::AtLeast(1_000.0),
    );
    figure.note = note;
    Ok(())
}
