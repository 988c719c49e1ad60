//! The dependencies' licences, sources and advisories, by cargo-deny.

use anyhow::Result;

use crate::shell;

/// Checks what this machine can check, and says what it cannot: compiling cargo-deny takes as long as all of Tutti, and its
/// advisories come over the network. The workflow `dependencies` checks everything.
pub fn check() -> Result<()> {
    if shell::which("cargo-deny").is_none() {
        println!(
            "cargo-deny is missing, so licences, sources and advisories were NOT checked: `cargo install --locked cargo-deny`"
        );
        return Ok(());
    }
    shell::run(shell::cargo().args(["deny", "check", "bans", "licenses", "sources"]))?;
    if let Err(error) = shell::capture(shell::cargo().args(["deny", "fetch", "db"])) {
        println!("advisories were NOT checked, their database cannot be had: {error:#}");
        return Ok(());
    }
    shell::run(shell::cargo().args(["deny", "check", "--disable-fetch", "advisories"]))
}
