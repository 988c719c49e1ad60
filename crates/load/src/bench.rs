//! What rows measure with, and where their figures go.

mod measure;

use std::collections::HashMap;
use std::time::Duration;

use anyhow::Result;

use crate::limits::bare::Bare;
use crate::report::{self, Figure, Missing, Report, Target};
use crate::row::Row;
use crate::stand::Stand;
pub use measure::Measured;

/// A run of the whole.
pub struct Bench {
    /// What is measured.
    pub stand: Stand,
    /// The server without work to do.
    pub bare: Bare,
    /// How long a run under full load lasts.
    pub span: Duration,
    /// What was measured so far.
    pub report: Report,
    /// Limits that several rows stand beside.
    pub limits: HashMap<String, f64>,
    known: HashMap<String, Measured>,
    runs: u32,
    patience: Duration,
}

impl Bench {
    /// Nothing measured yet. Each figure is the middle one of so many runs; `patience` is how long each waits for others to be quiet.
    ///
    /// # Errors
    /// Where the bare server cannot listen.
    pub fn new(stand: Stand, span: Duration, runs: u32, patience: Duration) -> Result<Self> {
        Ok(Self {
            stand,
            bare: Bare::start()?,
            span,
            report: Report::default(),
            limits: HashMap::new(),
            known: HashMap::new(),
            runs,
            patience,
        })
    }

    /// Adds a figure: the n-th number of what was measured.
    pub fn figure(
        &mut self,
        row: Row,
        what: &str,
        measured: &Measured,
        n: usize,
        unit: &'static str,
        target: Target,
    ) -> &mut Figure {
        let figure = Figure {
            row: row.name(),
            what: what.to_owned(),
            tutti: measured.number(n),
            limit: None,
            unit,
            target,
            others: measured.others,
            noisy: measured.noisy,
            client: measured.client,
            note: String::new(),
        };
        eprintln!(
            "  {what}: {} {unit} (others {:.2})",
            report::print::number(figure.tutti),
            figure.others
        );
        self.report.figures.push(figure);
        let last = self.report.figures.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was pushed just now")]
        &mut self.report.figures[last]
    }

    /// Notes that a row has no figure.
    pub fn miss(&mut self, row: &'static str, why: &str) {
        eprintln!("  not measured: {why}");
        self.report.missing.push(Missing {
            row,
            why: why.replace('\n', " "),
        });
    }
}
