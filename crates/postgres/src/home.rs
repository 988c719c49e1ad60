//! The folder: who may use it, where its database really lies, and the password in it.
//!
//! ```text
//! <folder>/lock       held while a Tutti uses the folder; holds its process id
//! <folder>/password   of the role `tutti`, readable by us alone
//! <folder>/log        what PostgreSQL says
//! <folder>/data       PostgreSQL's own files
//! <folder>/run        its socket, where the path is short enough
//! <folder>/moved-to   instead of data: the path of a folder with all of the above
//! ```

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::files::write_whole;
use crate::user::Account;

/// Where a folder may be put that everybody can enter and that nobody tidies up. /tmp and /var/tmp are tidied.
const ELSEWHERE: [&str; 3] = ["/var/lib", "/srv", "/opt"];

/// The file that says where everything lies instead.
const POINTER: &str = "moved-to";

/// A folder that is ours as long as this value lives.
#[derive(Debug)]
pub(crate) struct Home {
    /// Where everything lies: the folder that was asked for, or the one it points to.
    pub dir: PathBuf,
    pub account: Account,
    /// Of the folder asked for, and of the folder it points to.
    _locks: Vec<Lock>,
}

impl Home {
    /// Takes the folder, makes it if need be, and sees to it that the account which runs PostgreSQL may enter.
    pub fn take(asked: &Path) -> Result<Self> {
        make_dir(asked)?;
        let asked = fs::canonicalize(asked).map_err(Error::io("find the folder", asked))?;
        let mut locks = vec![lock(&asked)?];
        let moved = moved_to(&asked);
        let dir = moved.clone().unwrap_or_else(|| asked.clone());
        let account = Account::choose(&dir.join("data"))?;
        if account.enters(&dir) {
            if moved.is_some() {
                // A copy of the folder asked for would lead here too.
                locks.push(lock(&dir)?);
            }
            return Ok(Self {
                dir,
                account,
                _locks: locks,
            });
        }
        if moved.is_some() || dir.join("data").exists() {
            return Err(Error::Unreachable {
                dir,
                user: account.name,
            });
        }
        let Some(dir) = ELSEWHERE
            .iter()
            .find_map(|parent| make_elsewhere(Path::new(parent), &account))
        else {
            return Err(Error::Unreachable {
                dir: asked,
                user: account.name,
            });
        };
        locks.push(lock(&dir)?);
        let text = format!("{}\n", dir.display());
        let pointer = asked.join(POINTER);
        write_whole(&pointer, text.as_bytes(), 0o644).map_err(Error::io("write", &pointer))?;
        Ok(Self {
            dir,
            account,
            _locks: locks,
        })
    }

    pub fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// Under this name a database is made and removed, so that one called `data` is whole.
    pub fn unfinished(&self) -> PathBuf {
        self.dir.join("data.new")
    }

    pub fn log(&self) -> PathBuf {
        self.dir.join("log")
    }

    /// The role's password, and whether it was made just now.
    pub fn password(&self) -> Result<(String, bool)> {
        let path = self.dir.join("password");
        match fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => return Ok((text.trim().to_owned(), false)),
            // Left over by a version that wrote it in two steps.
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(Error::io("read", &path)(e)),
        }
        Ok((random_hex()?, true))
    }

    /// Keeps the password, once the database knows it.
    pub fn keep_password(&self, password: &str) -> Result<()> {
        let path = self.dir.join("password");
        write_whole(&path, password.as_bytes(), 0o600).map_err(Error::io("write", &path))
    }

    /// The log, opened to append. An old one of more than 10 MB is put aside as `log.1`.
    pub fn open_log(&self) -> Result<File> {
        let path = self.log();
        if fs::metadata(&path).is_ok_and(|m| m.len() > 10_000_000) {
            fs::rename(&path, self.dir.join("log.1")).map_err(Error::io("rename", &path))?;
        }
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&path)
            .map_err(Error::io("open", &path))
    }
}

fn moved_to(asked: &Path) -> Option<PathBuf> {
    let path = fs::read_to_string(asked.join(POINTER)).ok()?;
    Some(PathBuf::from(path.trim_end_matches('\n')))
}

/// Where the socket is and the password with which to use it, of a folder that another process has taken.
pub(crate) fn taken(asked: &Path) -> Result<(PathBuf, String)> {
    let asked = fs::canonicalize(asked).map_err(Error::io("find the folder", asked))?;
    let dir = moved_to(&asked).unwrap_or(asked);
    let path = dir.join("password");
    let password = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
    Ok((socket_path(&dir), password.trim().to_owned()))
}

/// Whether a folder, or the one it points to, holds a database of ours: its password stands beside it.
pub(crate) fn holds_database(asked: &Path) -> bool {
    let dir = moved_to(asked).unwrap_or_else(|| asked.to_owned());
    dir.join("data").is_dir() && dir.join("password").is_file()
}

fn make_dir(dir: &Path) -> Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new()
        .recursive(true)
        .create(dir)
        .map_err(Error::io("make the folder", dir))?;
    // Others may pass through to what is theirs, whatever the umask; what is in it has its own rights.
    let open = Permissions::from_mode(0o711);
    fs::set_permissions(dir, open).map_err(Error::io("change the rights of", dir))
}

fn make_elsewhere(parent: &Path, account: &Account) -> Option<PathBuf> {
    let dir = parent.join(format!("tutti-{}", random_hex().ok()?.get(..16)?));
    DirBuilder::new().mode(0o755).create(&dir).ok()?;
    // The mode above was narrowed by the umask.
    let ready =
        fs::set_permissions(&dir, Permissions::from_mode(0o755)).is_ok() && account.enters(&dir);
    if !ready {
        let _ = fs::remove_dir(&dir);
    }
    ready.then_some(dir)
}

/// A folder's lock, held as long as this value lives.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    /// Closing the file is not enough: another thread's child has a copy of it between its fork and its exec, and the lock lives as
    /// long as any copy does (flock(2)).
    fn drop(&mut self) {
        // Where it fails, the file is closed next.
        let _ = self.0.unlock();
    }
}

fn lock(dir: &Path) -> Result<Lock> {
    let path = dir.join("lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(Error::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            let _ = file.read_to_string(&mut pid);
            let pid = pid.trim();
            let holder = if pid.is_empty() {
                String::new()
            } else {
                format!(" (process {pid})")
            };
            return Err(Error::Locked {
                dir: dir.to_owned(),
                holder,
            });
        }
        Err(TryLockError::Error(e)) => return Err(Error::io("lock", &path)(e)),
    }
    file.set_len(0)
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .map_err(Error::io("write", &path))?;
    Ok(Lock(file))
}

/// 128 bits that nobody can guess.
fn random_hex() -> Result<String> {
    let path = Path::new("/dev/urandom");
    let mut bytes = [0; 16];
    File::open(path)
        .and_then(|mut f| f.read_exact(&mut bytes))
        .map_err(Error::io("read", path))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// A folder for the socket that only the account (and root) can enter, short enough for a socket's address.
pub(crate) fn socket_dir(home: &Path, account: &Account) -> Result<PathBuf> {
    private_dir(socket_path(home), account)
}

fn socket_path(home: &Path) -> PathBuf {
    /// An address has 107 bytes on Linux and 103 on macOS, and `/.s.PGSQL.5432` needs 14 of them.
    const LIMIT: usize = 103 - 14;
    let own = home.join("run");
    // libpq takes a comma as the end of one address of several.
    let plain = !own.as_os_str().as_encoded_bytes().contains(&b',');
    if plain && own.as_os_str().len() <= LIMIT {
        return own;
    }
    // The same each time, so that a left-over socket is found again.
    let hash = home
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    PathBuf::from(format!("/tmp/tutti-{hash:016x}"))
}

fn private_dir(dir: PathBuf, account: &Account) -> Result<PathBuf> {
    match DirBuilder::new().mode(0o700).create(&dir) {
        Ok(()) => account.own(&dir)?,
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(e) => return Err(Error::io("make the folder", &dir)(e)),
    }
    // In /tmp somebody else may have been there first, with a folder or a link of that name.
    let meta = fs::symlink_metadata(&dir).map_err(Error::io("look at", &dir))?;
    if meta.is_dir() && meta.uid() == account.uid {
        fs::set_permissions(&dir, Permissions::from_mode(0o700))
            .map_err(Error::io("change the rights of", &dir))?;
        return Ok(dir);
    }
    // An earlier run as another account, in a folder that only we can write.
    if meta.is_dir() && account.other && !dir.starts_with("/tmp") {
        account.own(&dir)?;
        return Ok(dir);
    }
    Err(Error::Owner {
        dir,
        owner: meta.uid(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_to_come_is_told_who_was_first() {
        let dir = tempfile::tempdir().unwrap();
        let first = lock(dir.path()).unwrap();
        let error = lock(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains(&format!("(process {})", std::process::id())),
            "{error}"
        );
        drop(first);
        lock(dir.path()).unwrap();
    }

    #[test]
    fn a_child_that_is_being_started_holds_no_lock_for_longer() {
        let dir = tempfile::tempdir().unwrap();
        let first = lock(dir.path()).unwrap();
        let childs_copy = first.0.try_clone().unwrap();
        drop(first);
        lock(dir.path()).unwrap();
        drop(childs_copy);
    }

    #[test]
    fn a_long_path_gets_a_short_socket() {
        let me = Account::of_this_process();
        let long = tempfile::tempdir().unwrap().path().join("x".repeat(100));
        let dir = socket_dir(&long, &me).unwrap();
        assert_eq!(dir, socket_dir(&long, &me).unwrap());
        assert!(dir.as_os_str().len() < 60);
        fs::remove_dir(dir).unwrap();
    }
}
