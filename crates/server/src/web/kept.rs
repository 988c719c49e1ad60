//! The parts of the builds before. A page that was opened before an upgrade asks for its parts one by one as they are needed, by
//! addresses that bear the hash of its own build; a new binary does not hold them. So each build leaves its parts in the data folder,
//! and the last two before this one are served from there.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::Files;

/// So many builds are kept beside the one that runs.
const BEFORE: usize = 2;
/// Begins the name of a build that is not yet whole.
const UNFINISHED: &str = ".new-";

/// Forgets the parts of all builds but the one that runs and the last before it, and what was left unfinished.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn forget(build: &str, folder: &Path) -> io::Result<()> {
    let builds = folder.join("assets");
    if !builds.exists() {
        return Ok(());
    }
    for old in too_old(&builds, &builds.join(build))? {
        fs::remove_dir_all(old)?;
    }
    Ok(())
}

/// Keeps the parts of the build that runs. It waits for the disk.
///
/// # Errors
/// Where the folder cannot be written to; what was kept before is still served.
pub fn keep(files: &Files, build: &str, folder: &Path) -> io::Result<()> {
    let builds = folder.join("assets");
    fs::create_dir_all(&builds)?;
    let own = builds.join(build);
    if !own.exists() {
        let new = builds.join(format!("{UNFINISHED}{build}"));
        write(&new, &files.parts(build)?)?;
        fs::rename(&new, &own)?;
        File::open(&builds)?.sync_all()?;
    }
    // Its time says when the build last ran.
    File::open(&own)?.set_modified(SystemTime::now())
}

/// The folders of builds beyond those that are kept, and what was left unfinished.
fn too_old(builds: &Path, own: &Path) -> io::Result<Vec<PathBuf>> {
    let mut old = Vec::new();
    let mut others = Vec::new();
    for entry in fs::read_dir(builds)? {
        let entry = entry?;
        if entry.path() == own {
            continue;
        }
        if entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(UNFINISHED.as_bytes())
        {
            old.push(entry.path());
        } else {
            others.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    others.sort_unstable();
    let kept = others.len().saturating_sub(BEFORE);
    old.extend(others.into_iter().take(kept).map(|(_, path)| path));
    Ok(old)
}

/// Writes files so that they are whole when the folder gets its name.
fn write(folder: &Path, parts: &[(String, Cow<'static, [u8]>)]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir(folder)?;
    for (name, bytes) in parts {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(())
}
