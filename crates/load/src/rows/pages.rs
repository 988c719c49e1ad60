//! P14, P15, P16, P19, P24: in a headless Chromium, driven by a script through playwright-core.

use anyhow::{Context, Result};
use serde_json::Value;

use super::browser::{self, Mode};
use crate::bench::Bench;
use crate::report::Target;
use crate::report::judge::{median, quantile};
use crate::row::Row;

/// P14: nothing cached, a new browser each time.
pub async fn cold(bench: &mut Bench) -> Result<()> {
    navigation(bench, Row::P14, 0, "nothing cached", 0.5).await
}

/// P15: the same page once more.
pub async fn warm(bench: &mut Bench) -> Result<()> {
    navigation(bench, Row::P15, 2, "everything cached", 0.3).await
}

async fn navigation(bench: &mut Bench, row: Row, from: usize, how: &str, most: f64) -> Result<()> {
    let measured = bench
        .measure_once(
            "navigation".to_owned(),
            async |stand| browser::run(stand, Mode::Load).await,
            |found, _| {
                let middle = |list, name| median(&numbers(&found, list, name)) / 1_000.0;
                vec![
                    middle("cold", "first"),
                    middle("cold", "all"),
                    middle("warm", "first"),
                    middle("warm", "all"),
                ]
            },
        )
        .await?;
    for (n, what) in ["first card", "all visible"].into_iter().enumerate() {
        let what = format!("navigation to {what} of 500, {how}");
        bench.figure(row, &what, &measured, from + n, "s", Target::AtMost(most));
    }
    Ok(())
}

/// P16: a rename by REST until its text stands in a page that is open.
pub async fn remote_rename(bench: &mut Bench) -> Result<()> {
    let measured = bench
        .measure(
            async |stand| browser::run(stand, Mode::Remote).await,
            |found, _| {
                let (mut dom, mut painted) = (
                    numbers(&found, "times", "dom"),
                    numbers(&found, "times", "painted"),
                );
                vec![
                    quantile(&mut dom, 0.5),
                    quantile(&mut dom, 0.95),
                    quantile(&mut painted, 0.5),
                    quantile(&mut painted, 0.95),
                ]
            },
        )
        .await?;
    let painted = format!(
        "painted after {:.1} / {:.1} ms",
        measured.number(2),
        measured.number(3)
    );
    let figure = bench.figure(
        Row::P16,
        "REST rename to text in another open page, p50",
        &measured,
        0,
        "ms",
        Target::AtMost(20.0),
    );
    figure.limit = Some(16.0);
    figure.note = painted;
    bench.figure(
        Row::P16,
        "the same, p95",
        &measured,
        1,
        "ms",
        Target::AtMost(35.0),
    );
    Ok(())
}

/// P24: the page's own work while others make 50 changes a second.
pub async fn stream(bench: &mut Bench) -> Result<()> {
    let measured = bench
        .measure(
            async |stand| browser::run(stand, Mode::Stream).await,
            |found, _| {
                let list = found.get("longest").and_then(Value::as_array);
                let longest = list.map(Vec::as_slice).unwrap_or_default().iter();
                let mut longest: Vec<f64> = longest.filter_map(Value::as_f64).collect();
                let shift = found.get("shift").and_then(Value::as_f64);
                vec![quantile(&mut longest, 0.95), shift.unwrap_or(f64::NAN)]
            },
        )
        .await?;
    let note = format!(
        "0 where no task took 50 ms; layout shift {:.4}",
        measured.number(1)
    );
    let what = "50 changes a second for 10 s: longest task of a second, p95";
    bench
        .figure(Row::P24, what, &measured, 0, "ms", Target::AtMost(50.0))
        .note = note;
    Ok(())
}

/// P19: 20 changes missed in 5 s without a network.
pub async fn away(bench: &mut Bench) -> Result<()> {
    let measured = bench
        .measure(
            async |stand| browser::run(stand, Mode::Away).await,
            |found, _| {
                let times = found
                    .get("times")
                    .and_then(Value::as_array)
                    .cloned()
                    .unwrap_or_default();
                let times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
                let number =
                    |name: &str| found.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
                vec![median(&times), number("changes"), number("boards")]
            },
        )
        .await?;
    let note = format!(
        "{:.0} changes; the board was loaded again {:.0} times",
        measured.number(1),
        measured.number(2)
    );
    let what = "changes missed in 5 s without a network: seen after it is back";
    bench
        .figure(Row::P19, what, &measured, 0, "s", Target::AtMost(0.5))
        .note = note;
    Ok(())
}

/// The numbers of this name in a list of the script's answer.
fn numbers(found: &Value, list: &str, name: &str) -> Vec<f64> {
    let list = found.get(list).and_then(Value::as_array).map(Vec::as_slice);
    let entries = list.unwrap_or_default().iter();
    entries
        .filter_map(|entry| entry.get(name)?.as_f64())
        .collect()
}

/// Bytes to the first screens, as a browser counts them: with headers, as they are sent.
///
/// # Errors
/// Where there is no browser.
pub async fn bytes_sent(bench: &mut Bench) -> Result<Value> {
    let found = browser::run(&bench.stand, Mode::Load).await?;
    found
        .get("bytes")
        .cloned()
        .context("the script tells no bytes")
}
