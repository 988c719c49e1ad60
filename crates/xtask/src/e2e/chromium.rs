//! Finds a Chromium, or installs it where that is ours to do.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// Debian's Chromium without a browser around its pages.
const SHELL: &str = "chromium-headless-shell";

/// Where the browsers of the tests are.
pub struct Chromium {
    /// A whole one, for tests of its windows and settings.
    pub windowed: PathBuf,
    shell: Option<PathBuf>,
}

impl Chromium {
    /// The headless shell, which does the same with less work; the whole one where there is none.
    pub fn shell(&self) -> &Path {
        self.shell.as_ref().unwrap_or(&self.windowed)
    }
}

/// The one that `CHROMIUM` names, for all; else from `PATH`, the usual places, what Playwright once fetched, or from apt when root.
pub fn find() -> Result<Chromium> {
    if let Some(path) = env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        let (windowed, shell) = (path.into(), None);
        return Ok(Chromium { windowed, shell });
    }
    let windowed = windowed()?;
    let shell = shell::which(SHELL);
    Ok(Chromium { windowed, shell })
}

fn windowed() -> Result<PathBuf> {
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
        shell::capture(apt().args([
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            SHELL,
        ]))?;
        if let Some(path) = installed() {
            return Ok(path);
        }
    }
    bail!(
        "Chromium is missing: install it (Debian: `apt-get install chromium`), or set CHROMIUM to the path of one"
    )
}

fn installed() -> Option<PathBuf> {
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
