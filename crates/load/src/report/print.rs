//! The table and the JSON.

use std::fmt::Write;

use serde_json::{Value, json as object};

use super::{Figure, Report, Target};
use crate::machine::Shape;

/// The table, in Markdown, so that it can stand in docs/performance.md as it is.
pub fn table(report: &Report) -> String {
    let mut text = String::from(
        "| row | what | Tutti | limit | target | ok? | load of others | client | |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for figure in &report.figures {
        // A limit has a line of its own, and stands beside what it limits.
        let (tutti, limit) = if figure.row == "limit" {
            (None, Some(figure.tutti))
        } else {
            (Some(figure.tutti), figure.limit)
        };
        let with_unit = |value| format!("{} {}", number(value), figure.unit);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {:.2}{} | {:.2} | {} |",
            figure.row,
            figure.what,
            tutti.map(with_unit).unwrap_or_default(),
            limit.map(with_unit).unwrap_or_default(),
            target(figure),
            match figure.target.met(figure.tutti) {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            },
            figure.others,
            if figure.noisy { " noisy" } else { "" },
            figure.client,
            figure.note,
        );
    }
    for missing in &report.missing {
        let _ = writeln!(
            text,
            "| {} | not measured: {} | | | | | | | |",
            missing.row, missing.why
        );
    }
    text
}

/// The same for programs, with the machine.
pub fn json(report: &Report, machine: &Shape, postgres: &str, binary: &str) -> Value {
    object!({ "machine": machine, "postgresql": postgres, "server": binary, "figures": report.figures, "missing": report.missing })
}

fn target(figure: &Figure) -> String {
    match figure.target {
        Target::AtMost(most) => format!("≤ {}", number(most)),
        Target::AtLeast(least) => format!("≥ {}", number(least)),
        Target::None => String::new(),
    }
}

/// Three digits are as many as mean anything.
pub fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        v if v >= 0.1 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}
