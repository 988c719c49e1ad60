//! What a part has to tell: figures, and truths that hold or do not.

use std::fmt::Write;

use serde::Serialize;

use super::Part;
use crate::report::Target;
use crate::report::print::number;

/// One line.
#[derive(Clone, Debug, Serialize)]
struct Line {
    what: String,
    seen: f64,
    unit: &'static str,
    target: Target,
    /// What else is worth knowing; of a broken truth, the first that broke it.
    note: String,
}

/// All lines of a part.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    part: String,
    lines: Vec<Line>,
    failure: Option<String>,
}

impl Told {
    /// Nothing yet.
    pub fn new(part: Part) -> Self {
        Self {
            part: format!("{part:?}").to_lowercase(),
            lines: Vec::new(),
            failure: None,
        }
    }

    /// Notes why the part could not be run to its end.
    pub fn fail(&mut self, error: &anyhow::Error) {
        self.failure = Some(format!("{error:#}"));
    }

    /// A figure, with what it should be.
    pub fn figure(&mut self, what: &str, seen: f64, unit: &'static str, target: Target) {
        eprintln!("  {what}: {}", with_unit(seen, unit));
        self.lines.push(Line {
            what: what.to_owned(),
            seen,
            unit,
            target,
            note: String::new(),
        });
    }

    /// How many there were of something, for comparison only.
    pub fn count(&mut self, what: &str, seen: usize) {
        self.figure(what, float(seen), "", Target::None);
    }

    /// Something of which there must be none.
    pub fn zero(&mut self, what: &str, seen: usize) {
        self.figure(what, float(seen), "", Target::AtMost(0.0));
    }

    /// Things that break a truth, of which there must be none; the first few are told.
    pub fn none(&mut self, what: &str, broken: &[String]) {
        self.zero(what, broken.len());
        for one in broken.iter().take(8) {
            eprintln!("    {one}");
        }
        if let (Some(line), Some(first)) = (self.lines.last_mut(), broken.first()) {
            line.note.clone_from(first);
        }
    }

    /// Adds to the last line.
    pub fn note(&mut self, note: &str) {
        if let Some(line) = self.lines.last_mut() {
            note.clone_into(&mut line.note);
        }
    }

    /// How many truths are broken.
    pub fn broken(&self) -> usize {
        let broken = |line: &&Line| line.target.met(line.seen) == Some(false);
        self.lines.iter().filter(broken).count() + usize::from(self.failure.is_some())
    }

    /// The table, in Markdown, so that it can stand in docs/campaign.md as it is.
    pub fn table(&self) -> String {
        let mut text = format!(
            "\n| {} | seen | must be | ok? |\n|---|---|---|---|\n",
            self.part
        );
        for line in &self.lines {
            let target = match line.target {
                Target::AtMost(most) => format!("≤ {}", with_unit(most, line.unit)),
                Target::AtLeast(least) => format!("≥ {}", with_unit(least, line.unit)),
                Target::None => String::new(),
            };
            let ok = match line.target.met(line.seen) {
                Some(true) => "yes",
                Some(false) => "**no**",
                None => "",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "| {} | {} | {target} | {ok} {} |",
                line.what,
                with_unit(line.seen, line.unit),
                line.note
            );
        }
        if let Some(failure) = &self.failure {
            let _ = writeln!(text, "| could not be run: {failure} | | | **no** |");
        }
        text
    }
}

/// What has no unit is counted, and has no fractions.
fn with_unit(seen: f64, unit: &str) -> String {
    if unit.is_empty() {
        format!("{seen:.0}")
    } else {
        format!("{} {unit}", number(seen))
    }
}

/// A count as a number for a table.
#[expect(clippy::cast_precision_loss, reason = "a count of a table")]
pub const fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_truth_is_counted_and_told() {
        let mut told = Told::new(Part::Kills);
        told.count("kills", 3);
        told.none("lost", &[]);
        told.none("doubled", &["w1-2".to_owned()]);
        assert_eq!(told.broken(), 1);
        assert!(told.table().contains("| doubled | 1 | ≤ 0 | **no** w1-2 |"));
        told.fail(&anyhow::anyhow!("x"));
        assert_eq!(told.broken(), 2);
    }
}
