//! The rows of docs/performance.md.

mod board;
mod browser;
mod bytes;
mod cost;
pub mod latency;
mod memory;
mod pages;
mod rejoin;
mod replay;
mod start;
mod throughput;
mod writers;

use anyhow::Result;
use clap::ValueEnum;

use crate::bench::Bench;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Row {
    /// Rename to event, the middle.
    #[value(name = "P1")]
    P1,
    /// Rename to event, the slowest hundredth.
    #[value(name = "P2")]
    P2,
    /// Move to event.
    #[value(name = "P3")]
    P3,
    /// Renames a second over many workspaces.
    #[value(name = "P4")]
    P4,
    /// Renames a second on one board.
    #[value(name = "P5")]
    P5,
    /// Moves a second in one column.
    #[value(name = "P6")]
    P6,
    /// CPU for each kind of work.
    #[value(name = "P7")]
    P7,
    /// Boards read a second.
    #[value(name = "P8")]
    P8,
    /// Memory by sockets.
    #[value(name = "P9")]
    P9,
    /// A thousand clients come back.
    #[value(name = "P11")]
    P11,
    /// Bytes to the first screens.
    #[value(name = "P13")]
    P13,
    /// Navigation to cards, nothing cached.
    #[value(name = "P14")]
    P14,
    /// Navigation to cards, everything cached.
    #[value(name = "P15")]
    P15,
    /// A rename by REST until it is read in another page.
    #[value(name = "P16")]
    P16,
    /// Start of the process.
    #[value(name = "P18")]
    P18,
    /// Changes missed while away.
    #[value(name = "P19")]
    P19,
    /// The page's own work while others change much.
    #[value(name = "P24")]
    P24,
    /// A resume past what others talked about.
    #[value(name = "P25")]
    P25,
}

impl Row {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
            Self::P5 => "P5",
            Self::P6 => "P6",
            Self::P7 => "P7",
            Self::P8 => "P8",
            Self::P9 => "P9",
            Self::P11 => "P11",
            Self::P13 => "P13",
            Self::P14 => "P14",
            Self::P15 => "P15",
            Self::P16 => "P16",
            Self::P18 => "P18",
            Self::P19 => "P19",
            Self::P24 => "P24",
            Self::P25 => "P25",
        }
    }
}

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
        Row::P18 => start::measure(bench).await,
        Row::P19 => pages::away(bench).await,
        Row::P24 => pages::stream(bench).await,
        Row::P25 => replay::measure(bench).await,
    }
}
