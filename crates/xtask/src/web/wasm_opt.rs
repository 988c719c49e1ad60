//! `wasm-opt`, from the npm package `binaryen` or from the system.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// The version of the package.
const VERSION: &str = "132.0.0";

/// Finds it, or fetches it once through npm.
pub fn get() -> Result<PathBuf> {
    let folder = shell::target_dir()
        .join("tools")
        .join(format!("binaryen-{VERSION}"));
    let program = folder.join("node_modules/.bin/wasm-opt");
    if program.exists() {
        return Ok(program);
    }
    let from_system = || shell::which("wasm-opt");
    if shell::which("npm").is_none() {
        return from_system().context("neither npm nor wasm-opt is installed");
    }
    eprintln!("fetching wasm-opt through npm (package binaryen {VERSION}, once)");
    std::fs::create_dir_all(&folder)?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--ignore-scripts",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--prefix",
    ]);
    npm.arg(&folder)
        .arg(format!("binaryen@{VERSION}"))
        .current_dir(&folder);
    match shell::capture(&mut npm) {
        Ok(_) => Ok(program),
        Err(error) => from_system().ok_or(error),
    }
}
