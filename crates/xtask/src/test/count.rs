//! Counts tests by what cargo and Playwright print.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// How many tests passed and failed so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed.
    pub failed: u32,
}

impl Count {
    fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            // "ok. 6 passed; 0 failed; 0 ignored; …"
            self.passed += before(result, " passed;");
            self.failed += before(result, " failed;");
        } else if line.starts_with("  ") {
            // Playwright's closing lines: "  12 passed (3.4s)", "  1 failed", "  1 did not run".
            let mut words = line.split_whitespace();
            let (Some(Ok(number)), Some(what)) =
                (words.next().map(str::parse::<u32>), words.next())
            else {
                return;
            };
            match (what, words.next()) {
                ("passed", Some(time)) if time.starts_with('(') => self.passed += number,
                ("failed" | "flaky" | "interrupted", None) => self.failed += number,
                _ => {}
            }
        }
    }
}

fn before(text: &str, mark: &str) -> u32 {
    let number = text
        .split_once(mark)
        .and_then(|(left, _)| left.rsplit(' ').next());
    number.and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Runs a command, lets its output through and counts in it.
pub fn run_counted(command: &mut Command, count: &mut Count) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not run {program}"))?;
    let failed = count.failed;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            count.read(&line);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        let failed = count.failed - failed;
        bail!("{failed} tests failed ({status})");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_result_count() {
        let mut count = Count::default();
        for line in [
            "test result: ok. 6 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 6.26s",
            "test passed ... ok",
            "  12 passed (3.4s)",
            "  1 failed",
            "    [chromium] › board.spec.ts:3:1 › drags",
            "  3 did not run",
        ] {
            count.read(line);
        }
        assert_eq!(
            count,
            Count {
                passed: 19,
                failed: 3
            }
        );
    }
}
