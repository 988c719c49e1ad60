//! What a step may cost, in CPU seconds: wall-clock time depends on how many processors there are and on what else runs.

use anyhow::{Context, Result, bail};

/// The most that each step may take, a line each.
const BUDGETS: &str = include_str!("../../budgets.txt");

/// CPU seconds that this process and all that it waited for have taken until now; `None` where the system does not
/// tell it as Linux does.
pub fn spent() -> Option<u64> {
    read(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// utime, stime, cutime and cstime of proc_pid_stat(5), which are hundredths of a second.
fn read(stat: &str) -> Option<u64> {
    // The program's name comes before these in parentheses, and may hold any character.
    let (_, fields) = stat.rsplit_once(") ")?;
    let times = fields.split(' ').skip(11).take(4);
    let times: Option<Vec<u64>> = times.map(|time| time.parse().ok()).collect();
    times
        .filter(|times| times.len() == 4)
        .map(|times| times.iter().sum::<u64>() / 100)
}

/// What a step may take.
pub fn of(step: &str) -> Result<u64> {
    let mut lines = BUDGETS.lines().filter_map(|line| line.split_once(' '));
    let (_, seconds) = lines
        .find(|(name, _)| *name == step)
        .with_context(|| format!("budgets.txt has no line for {step}"))?;
    seconds.trim().parse().context("budgets.txt")
}

/// Fails where a step took more than it may.
pub fn require(step: &str, taken: u64) -> Result<()> {
    let budget = of(step)?;
    if taken > budget {
        bail!(
            "it took {taken} CPU seconds, and may take {budget}: make it cheaper, or say in crates/xtask/budgets.txt why it may cost more"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_and_spaces_moves_no_field() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4 100 200 0 0 150 50 1000 300 20 0 1 0 5 6 7";
        assert_eq!(read(stat), Some(15));
        assert_eq!(read("7 (a) S 1 7"), None);
    }

    #[test]
    fn what_is_beyond_the_budget_is_refused() {
        let budget = of("fmt").unwrap();
        assert!(require("fmt", budget).is_ok());
        assert!(require("fmt", budget + 1).is_err());
        assert!(require("no step", 0).is_err());
    }
}
