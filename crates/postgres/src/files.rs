//! Files that are whole or not there at all, and what to do where one cannot be made. The server keeps its own by these too.

use std::fs::{File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Writes a file in the place of what it was before. Whatever happens meanwhile, a full disk or a power cut, it is the old one or
/// the new one.
///
/// # Errors
/// Where it cannot be written; then the old one is still there.
pub fn write_whole(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new()
        .prefix(".new-")
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(dir)?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    new.persist(path).map_err(|refused| refused.error)?;
    // The name is kept by the folder.
    File::open(dir)?.sync_all()
}

/// What an operator can do about an error, as a part of a sentence.
#[must_use]
pub fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => "start Tutti as the user it belongs to, or give it to yours",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "make room",
        ErrorKind::ReadOnlyFilesystem => "make that disk writable",
        ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
            "move away what has its name"
        }
        ErrorKind::NotFound => "make the folder it is in",
        _ => "mend that",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        write_whole(&file, b"old", 0o600).unwrap();
        write_whole(&file, b"new", 0o640).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        // What has the name is no file, so the last step fails.
        let folder = dir.path().join("folder");
        fs::create_dir(&folder).unwrap();
        write_whole(&folder, b"new", 0o600).unwrap_err();
        let names: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names.len(), 2, "nothing is left over: {names:?}");
    }
}
