//! P17: a board with very many cards, in a headless Chromium.

use anyhow::{Context, Result};
use serde_json::Value;

use super::browser::{self, Mode};
use crate::bench::Bench;
use crate::report::Target;
use crate::row::Row;

/// Cards on the board.
const CARDS: usize = 2_000;

/// What the script tells, what that is, in which unit, and the most it may be.
const FIGURES: [(&str, &str, &str, f64); 6] = [
    ("first", "first card, nothing cached", "ms", 500.0),
    ("elements", "elements of the document", "", 2_000.0),
    (
        "heap",
        "heap of JavaScript and memory of WebAssembly",
        "MiB",
        20.0,
    ),
    (
        "drag",
        "frames over 20 ms while a card is dragged",
        "%",
        1.0,
    ),
    ("script", "script for a card that somebody adds", "ms", 3.0),
    (
        "slow",
        "frames over 20 ms while 200 cards a second are renamed",
        "%",
        2.0,
    ),
];

/// Measures all of it in one visit.
pub async fn measure(bench: &mut Bench) -> Result<()> {
    let at = bench.stand.grow(1, CARDS).await?;
    let measured = bench
        .measure(
            async |stand| {
                let workspace = stand.workspaces.get(at).context("no workspace")?;
                browser::run_on(stand, workspace, Mode::Large).await
            },
            |found, _| {
                let number =
                    |name: &str| found.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
                let names = FIGURES.iter().map(|(name, ..)| *name);
                names.chain(["rate"]).map(number).collect()
            },
        )
        .await?;
    for (n, (_, what, unit, most)) in FIGURES.into_iter().enumerate() {
        let what = format!("2 000 cards: {what}");
        bench.figure(Row::P17, &what, &measured, n, unit, Target::AtMost(most));
    }
    if let Some(storm) = bench.report.figures.last_mut() {
        storm.note = format!("{:.0} a second were made", measured.number(FIGURES.len()));
    }
    Ok(())
}
