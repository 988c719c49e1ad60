//! The workflows of `.github`, by actionlint.

use std::process::Command;

use anyhow::Result;

use crate::shell;

/// Fails with what it finds.
pub fn check() -> Result<()> {
    let folder = shell::root().join(".github/lint");
    shell::npm_ci(&folder)?;
    shell::run(
        Command::new("npm")
            .args(["run", "--silent", "workflows"])
            .current_dir(&folder),
    )
}
