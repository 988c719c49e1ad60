//! Removes a database for good, so that the next start makes a new one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::home::{self, Home};
use crate::leftover;

/// Removes the database that [`Embedded::start`](crate::Embedded::start) made in a folder, and gives the path that is gone; `None`
/// where there is none. What else lies there stays: the log, a fetched PostgreSQL, and the password, which the next database gets.
///
/// # Errors
/// [`Error::Locked`] or [`Error::InUse`] where something works on it, since nothing that runs is ended; [`Error::Io`].
pub fn remove(data_dir: &Path) -> Result<Option<PathBuf>> {
    if !home::holds_database(data_dir) {
        return Ok(None);
    }
    let home = Home::take(data_dir)?;
    let (data, dying) = (home.data(), home.unfinished());
    if let Some(pid) = leftover::living(&home) {
        let pid = pid.as_raw_nonzero().get();
        return Err(Error::InUse { pid, dir: data });
    }
    if dying.exists() {
        fs::remove_dir_all(&dying).map_err(Error::io("remove", &dying))?;
    }
    // The next start clears away what is left under this name, where the removal is interrupted.
    fs::rename(&data, &dying).map_err(Error::io("rename", &data))?;
    fs::remove_dir_all(&dying).map_err(Error::io("remove", &dying))?;
    Ok(Some(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_database_of_ours_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().join("postgres");
        assert_eq!(remove(&home).unwrap(), None);
        assert!(!home.exists(), "nothing is made for it");

        // Distributions keep theirs under the same name.
        fs::create_dir_all(home.join("data/base")).unwrap();
        assert_eq!(remove(&home).unwrap(), None);
        assert!(home.join("data/base").exists());
    }
}
