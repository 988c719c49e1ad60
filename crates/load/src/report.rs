//! Figures: gathered, judged, printed.

pub mod judge;
pub mod print;

use serde::Serialize;

pub use judge::Target;
pub use print::{json, table};

/// One figure of a row.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// The row of docs/performance.md.
    pub row: &'static str,
    /// What was measured.
    pub what: String,
    /// Tutti's, the median of the runs.
    pub tutti: f64,
    /// The bare work of PostgreSQL and the kernel in the same run, where there is such a thing.
    pub limit: Option<f64>,
    pub unit: &'static str,
    /// What it should be.
    pub target: Target,
    /// Cores that others kept busy meanwhile, the median of the runs.
    pub others: f64,
    /// Whether more than a few of its runs were disturbed.
    pub noisy: bool,
    /// The client's own CPU, in cores.
    pub client: f64,
    /// What else is worth knowing.
    pub note: String,
}

/// A row that could not be measured.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    pub row: &'static str,
    pub why: String,
}

/// All that was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// Figures, in the order of the rows.
    pub figures: Vec<Figure>,
    /// Rows without figures.
    pub missing: Vec<Missing>,
}
