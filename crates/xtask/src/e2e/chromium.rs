//! Finds a Chromium, or installs it where that is ours to do.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// The path of a Chromium: `CHROMIUM`, `PATH`, the usual places, what Playwright once fetched, else from apt when root.
pub fn find() -> Result<PathBuf> {
    if let Some(path) = installed() {
        return Ok(path);
    }
    let root = shell::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root && shell::which("apt-get").is_some() {
        eprintln!("installing chromium with apt-get, once");
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        shell::capture(apt().arg("update"))?;
        shell::capture(apt().args(["install", "-y", "--no-install-recommends", "chromium"]))?;
        if let Some(path) = installed() {
            return Ok(path);
        }
    }
    bail!(
        "Chromium is missing: install it (Debian: `apt-get install chromium`), or set CHROMIUM to the path of one"
    )
}

fn installed() -> Option<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").filter(|p| !p.is_empty()) {
        return Some(path.into());
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    let places = [
        "/opt/google/chrome/chrome",
        "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let usual = places.iter().map(PathBuf::from).find(|p| p.is_file());
    names
        .iter()
        .find_map(|n| shell::which(n))
        .or(usual)
        .or_else(from_playwright)
}

fn from_playwright() -> Option<PathBuf> {
    let home = env::var_os("HOME")?;
    let cache = Path::new(&home).join(".cache/ms-playwright");
    let browsers = fs::read_dir(cache).ok()?.flatten().map(|e| e.path());
    let programs = [
        "chrome-linux/chrome",
        "chrome-linux64/chrome",
        "chrome-linux/headless_shell",
    ];
    browsers
        .flat_map(|b| programs.map(|p| b.join(p)))
        .find(|p| p.is_file())
}
