//! `openapi`: the description of the REST API, as the server tells it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::shell;

fn path() -> PathBuf {
    shell::root().join("openapi/openapi.json")
}

/// What the server says now.
fn generate() -> Result<String> {
    let text = shell::capture(shell::cargo().args([
        "run",
        "--quiet",
        "-p",
        "tutti-server",
        "--bin",
        "tutti",
        "--",
        "openapi",
    ]))?;
    serde_json::from_str::<serde_json::Value>(&text)
        .context("`tutti openapi` did not print JSON")?;
    Ok(text)
}

/// Writes the file.
pub fn run() -> Result<()> {
    let path = path();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, generate()?).with_context(|| format!("could not write {}", path.display()))?;
    println!("wrote {}", path.display());
    Ok(())
}

/// Fails when the file is not what the server says now.
pub fn check() -> Result<()> {
    let path = path();
    let written =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    if written != generate()? {
        bail!(
            "openapi/openapi.json is not what the server says: run `cargo xtask openapi` and commit it"
        );
    }
    Ok(())
}
