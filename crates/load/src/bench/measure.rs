//! Runs of one figure: waits for a quiet machine, takes several, and tells the middle.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::Bench;
use crate::machine::Usage;
use crate::report::judge::median;
use crate::stand::Stand;

/// Others may use this much of a core in a run that counts as quiet.
const QUIET: f64 = 0.15;
/// Runs beyond those asked for, to make up for disturbed ones.
const MORE: u32 = 3;
/// One run is broken off after this.
const LONGEST: Duration = Duration::from_secs(180);

/// What one run gives, in an order that the row knows.
pub type Numbers = Vec<f64>;

/// What the runs gave.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The middle of each number.
    numbers: Numbers,
    /// Cores that others kept busy, the middle of the runs that count.
    pub others: f64,
    /// Whether fewer quiet runs were had than were asked for.
    pub noisy: bool,
    /// The client's CPU in cores.
    pub client: f64,
}

impl Measured {
    /// A number that does not depend on the machine.
    pub fn certain(number: f64) -> Self {
        Self {
            numbers: vec![number],
            ..Self::default()
        }
    }

    /// The same runs, telling another number.
    pub fn telling(&self, number: f64) -> Self {
        Self {
            numbers: vec![number],
            ..self.clone()
        }
    }

    /// The middle of the n-th number.
    pub fn number(&self, n: usize) -> f64 {
        self.numbers.get(n).copied().unwrap_or(f64::NAN)
    }
}

impl Bench {
    /// Runs `work` until enough runs were quiet, within bounds. A run's usage is given to it to be turned into numbers.
    pub async fn measure<T>(
        &mut self,
        mut work: impl AsyncFnMut(&mut Stand) -> Result<T>,
        numbers: impl Fn(T, &Usage) -> Numbers,
    ) -> Result<Measured> {
        let mut runs: Vec<(Numbers, Usage)> = Vec::new();
        let quiet =
            |runs: &[(Numbers, Usage)]| runs.iter().filter(|(_, u)| u.others() <= QUIET).count();
        let wanted = usize::try_from(self.runs)?;
        let mut waited = Duration::ZERO;
        for n in 0..self.runs + MORE {
            if quiet(&runs) >= wanted || (n >= self.runs && waited >= self.patience) {
                break;
            }
            waited += self
                .wait_for_quiet(self.patience.saturating_sub(waited))
                .await;
            let then = self.stand.meter().start();
            let given = tokio::time::timeout(LONGEST, work(&mut self.stand)).await??;
            let usage = self.stand.meter().since(&then);
            runs.push((numbers(given, &usage), usage));
        }
        let enough = quiet(&runs) >= wanted;
        if quiet(&runs) > 0 {
            runs.retain(|(_, usage)| usage.others() <= QUIET);
        }
        let middle = |of: &dyn Fn(&(Numbers, Usage)) -> f64| {
            median(&runs.iter().map(of).collect::<Vec<_>>())
        };
        let count = runs.first().map_or(0, |(numbers, _)| numbers.len());
        Ok(Measured {
            numbers: (0..count)
                .map(|n| middle(&|(numbers, _)| numbers.get(n).copied().unwrap_or(f64::NAN)))
                .collect(),
            others: middle(&|(_, usage)| usage.others()),
            noisy: !enough,
            client: middle(&|(_, usage)| usage.client / usage.seconds),
        })
    }

    /// The same, but only once for all rows that tell of it.
    pub async fn measure_once<T>(
        &mut self,
        name: String,
        work: impl AsyncFnMut(&mut Stand) -> Result<T>,
        numbers: impl Fn(T, &Usage) -> Numbers,
    ) -> Result<Measured> {
        if let Some(known) = self.known.get(&name) {
            return Ok(known.clone());
        }
        let measured = self.measure(work, numbers).await?;
        self.known.insert(name, measured.clone());
        Ok(measured)
    }

    /// Waits until others leave the machine alone, or patience ends; gives how long it took.
    async fn wait_for_quiet(&self, patience: Duration) -> Duration {
        let begun = Instant::now();
        loop {
            let then = self.stand.meter().start();
            tokio::time::sleep(Duration::from_millis(400)).await;
            let usage = self.stand.meter().since(&then);
            if usage.others() <= QUIET || begun.elapsed() >= patience {
                return begun.elapsed();
            }
        }
    }
}
