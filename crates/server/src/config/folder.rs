//! The data folder: whether it can be written to is found before anything is begun.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::anyhow;
use tutti_postgres::files;

/// Makes the folder where it is missing, and makes sure that files can be made in it.
///
/// # Errors
/// One sentence that names the setting, the reason and a remedy.
pub(super) fn prepare(dir: &Path) -> anyhow::Result<()> {
    let refused = |what: &str, error: io::Error| {
        let remedy = files::remedy(&error);
        anyhow!(
            "TUTTI_DATA_DIR is {}, {what} ({error}): {remedy}, or name another folder",
            dir.display()
        )
    };
    fs::create_dir_all(dir).map_err(|error| refused("which cannot be made", error))?;
    let trial = dir.join(".trial");
    let tried = files::write_whole(&trial, b"This can be written to.\n", 0o600);
    let tried = tried.and_then(|()| fs::remove_file(&trial));
    tried.map_err(|error| refused("in which no file can be made", error))
}
