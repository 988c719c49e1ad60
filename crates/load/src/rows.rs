//! The rows of docs/performance.md.

mod board;
mod browser;
mod bytes;
mod cost;
mod large;
mod latency;
mod memory;
mod pages;
mod rejoin;
mod replay;
mod slices;
mod start;
mod throughput;
mod writers;

use anyhow::Result;

use crate::bench::Bench;
use crate::row::Row;

/// Measures one.
///
/// # Errors
/// Why it could not be measured.
pub async fn measure(bench: &mut Bench, row: Row) -> Result<()> {
    match row {
        Row::P1 | Row::P2 => latency::renames(bench, row).await,
        Row::P3 => latency::moves(bench).await,
        Row::P4 => throughput::many_workspaces(bench).await,
        Row::P5 => throughput::one_board(bench).await,
        Row::P6 => throughput::moves(bench).await,
        Row::P7 => cost::measure(bench).await,
        Row::P8 => board::measure(bench).await,
        Row::P9 => memory::measure(bench).await,
        Row::P11 => rejoin::measure(bench).await,
        Row::P13 => bytes::measure(bench).await,
        Row::P14 => pages::cold(bench).await,
        Row::P15 => pages::warm(bench).await,
        Row::P16 => pages::remote_rename(bench).await,
        Row::P17 => large::measure(bench).await,
        Row::P18 => start::measure(bench).await,
        Row::P19 => pages::away(bench).await,
        Row::P24 => pages::stream(bench).await,
        Row::P25 | Row::P26 | Row::P28 => replay::measure(bench, row).await,
        Row::P29 => slices::measure(bench).await,
        Row::P27 => memory::of_boards(bench).await,
    }
}
