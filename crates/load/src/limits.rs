//! What PostgreSQL and the kernel do at best, measured in the same run.

pub mod bare;
mod capture;
mod echo;
mod own;
mod pgbench;

use anyhow::{Context, Result};

use crate::bench::Bench;
use crate::report::Target;
use crate::row::Row;
use crate::stand::BOARDS;

/// Renames a second by pgbench with our own statements, over so many workspaces. Where it cannot be had, the table says why.
pub async fn rename(bench: &mut Bench, workspaces: usize, clients: usize) -> Option<f64> {
    let name = format!("renames by pgbench, {clients} clients over {workspaces} workspaces");
    if let Some(known) = bench.limits.get(&name) {
        return Some(*known);
    }
    match try_rename(bench, workspaces, clients, &name).await {
        Ok(rate) => {
            bench.limits.insert(name, rate);
            Some(rate)
        }
        Err(error) => {
            bench.miss("limit", &format!("{name}: {error:#}"));
            None
        }
    }
}

async fn try_rename(
    bench: &mut Bench,
    workspaces: usize,
    clients: usize,
    name: &str,
) -> Result<f64> {
    let script = capture::rename(&bench.stand, workspaces).await?;
    // A server that follows no stream does not look for what pgbench writes.
    bench.stand.restart().await?;
    let span = bench.span;
    let measured = bench
        .measure(
            async |stand| own::best(&stand.postgres, &script, workspaces, clients, span).await,
            |done, usage| vec![done.rate, done.latency_ms, usage.database, usage.helpers],
        )
        .await?;
    let how = if pgbench::program(&bench.stand.postgres).is_ok() {
        ""
    } else {
        "pgbench is missing, so by a loop of our own; "
    };
    let note = format!("{how}{}; average {:.2} ms", script.told, measured.number(1));
    let figure = bench.figure(Row::P4, name, &measured, 0, "/s", Target::None);
    figure.row = "limit";
    figure.note = note;
    Ok(measured.number(0))
}

/// One commit of one row by one client, and one frame from a bare server to so many sockets, in ms.
///
/// # Errors
/// Where pgbench or the bare server fail.
pub async fn commit_and_hop(bench: &mut Bench, sockets: usize) -> Result<f64> {
    Ok(commit(bench).await? + hop(bench, sockets).await?)
}

async fn commit(bench: &mut Bench) -> Result<f64> {
    const NAME: &str = "one commit of one UPDATE by pgbench, one client";
    if let Some(known) = bench.limits.get(NAME) {
        return Ok(*known);
    }
    bench.stand.restart().await?;
    let script = pgbench::Script::single_update();
    let span = bench.span;
    let measured = bench
        .measure(
            async |stand| own::best(&stand.postgres, &script, BOARDS, 1, span).await,
            |done, _| vec![done.latency_ms],
        )
        .await?;
    bench
        .figure(Row::P1, NAME, &measured, 0, "ms", Target::None)
        .row = "limit";
    bench.limits.insert(NAME.to_owned(), measured.number(0));
    Ok(measured.number(0))
}

async fn hop(bench: &mut Bench, sockets: usize) -> Result<f64> {
    let name = format!("a frame to a bare server and from there to {sockets} sockets, p50");
    if let Some(known) = bench.limits.get(&name) {
        return Ok(*known);
    }
    let addr = bench.bare.addr;
    let measured = bench
        .measure(
            async |_| echo::run(addr, sockets).await,
            |numbers, _| numbers,
        )
        .await?;
    let note = format!("p99 {:.2} ms", measured.number(1));
    let figure = bench.figure(Row::P1, &name, &measured, 0, "ms", Target::None);
    figure.row = "limit";
    figure.note = note;
    bench.limits.insert(name, measured.number(0));
    Ok(measured.number(0))
}

/// Answers of so many bytes a second, from a bare server that has them in memory.
///
/// # Errors
/// Where it fails.
pub async fn bytes(bench: &mut Bench, length: usize) -> Result<f64> {
    let (addr, span) = (bench.bare.addr, bench.span);
    let measured = bench
        .measure(
            async |_| echo::bytes(addr, length, span).await,
            |rate, _| vec![rate],
        )
        .await
        .context("the bare server")?;
    let name = format!(
        "answers of {} kB by a bare server, 16 readers",
        length / 1_000
    );
    bench
        .figure(Row::P8, &name, &measured, 0, "/s", Target::None)
        .row = "limit";
    Ok(measured.number(0))
}
