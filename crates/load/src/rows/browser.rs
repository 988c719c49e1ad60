//! Runs the script that drives a browser.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::stand::process::end_with_us;
use crate::stand::{OWNER, PASSWORD, Stand, Workspace};

/// The scripts, by the names under which they import each other; the first is the one to run.
const SCRIPTS: [(&str, &str); 3] = [
    ("pages.mjs", include_str!("../../browser/pages.mjs")),
    ("large.mjs", include_str!("../../browser/large.mjs")),
    ("stand.mjs", include_str!("../../browser/stand.mjs")),
];
/// Navigations with nothing cached, or absences, in one run.
const TIMES: u32 = 3;
/// Renames in one run.
const RENAMES: u32 = 60;
/// Changes in one run, in ten seconds.
const CHANGES: u32 = 500;

/// What the script does.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    /// Navigates, cold and warm, and counts bytes.
    Load,
    /// Waits for renames made elsewhere.
    Remote,
    /// Looks on while others make fifty changes a second.
    Stream,
    /// Is away for a while.
    Away,
    /// Works on a board with very many cards.
    Large,
}

/// Runs it on the first workspace's board to its end and gives what it found.
pub async fn run(stand: &Stand, mode: Mode) -> Result<Value> {
    let workspace = stand.workspaces.first().context("no workspace")?;
    run_on(stand, workspace, mode).await
}

/// The same on another board.
pub async fn run_on(stand: &Stand, workspace: &Workspace, mode: Mode) -> Result<Value> {
    ensure!(
        stand.has_web(),
        "there is no SPA to load: build it with `cargo xtask web --release`, or name it with --web"
    );
    let node = find(&["node"]).context("node is missing")?;
    let chromium = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let chromium = chromium.or_else(|| {
        find(&[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ])
    });
    let given = json!({
        "mode": match mode {
            Mode::Load => "load",
            Mode::Remote => "remote",
            Mode::Stream => "stream",
            Mode::Away => "away",
            Mode::Large => "large",
        },
        "playwright": playwright().await?,
        "chromium": chromium.context("Chromium is missing: install it, or set CHROMIUM to the path of one")?,
        "addr": stand.addr.to_string(),
        "proxy": stand.proxy.to_string(),
        "email": OWNER,
        "password": PASSWORD,
        "token": stand.token(1)?,
        "workspace": workspace.id,
        "slug": workspace.slug,
        "board": workspace.board,
        "runs": TIMES,
        "count": if matches!(mode, Mode::Stream) { CHANGES } else { RENAMES },
    });
    let folder = tempfile::tempdir()?;
    for (name, script) in SCRIPTS {
        std::fs::write(folder.path().join(name), script)?;
    }
    let [(entry, _), ..] = SCRIPTS;
    let mut command = Command::new(node);
    end_with_us(command.as_std_mut());
    command
        .arg(folder.path().join(entry))
        .arg(given.to_string())
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = command.output().await?;
    let words = String::from_utf8_lossy(&output.stderr);
    let said = words
        .lines()
        .find(|line| line.contains("Error"))
        .unwrap_or_default();
    ensure!(
        output.status.success(),
        "the browser's script failed: {said}"
    );
    serde_json::from_slice(&output.stdout).context("the browser's script printed no JSON")
}

/// A program in the path.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places =
        std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |name| dir.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// playwright-core: that of the end-to-end tests, or one fetched once beside what cargo builds.
async fn playwright() -> Result<PathBuf> {
    let crates = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = crates
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_owned();
    let fetched = root.join("target/bench-browser");
    let places = [root.join("frontend/e2e"), fetched.clone()]
        .map(|dir| dir.join("node_modules/playwright-core"));
    if let Some(place) = places.iter().find(|place| place.is_dir()) {
        return Ok(place.clone());
    }
    let npm = find(&["npm"]).context("npm is missing, which fetches playwright-core")?;
    std::fs::create_dir_all(&fetched)?;
    let mut command = Command::new(npm);
    command
        .args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "playwright-core@1",
        ])
        .current_dir(&fetched);
    let output = command
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .kill_on_drop(true)
        .output()
        .await?;
    ensure!(
        output.status.success(),
        "npm could not fetch playwright-core"
    );
    let [_, place] = places;
    Ok(place)
}
