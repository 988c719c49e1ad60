//! Memory of a process.

use std::fs;

use anyhow::{Context, Result};

/// What of a process is in memory, in MiB.
pub fn resident_mib(pid: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))
        .or_else(|_| fs::read_to_string(format!("/proc/{pid}/status")))
        .context("the process is gone")?;
    let line = text
        .lines()
        .find(|l| l.starts_with("Rss:") || l.starts_with("VmRSS:"));
    let kib = line
        .and_then(|l| l.split_whitespace().nth(1))
        .context("no resident size")?;
    Ok(kib.parse::<f64>()? / 1024.0)
}
