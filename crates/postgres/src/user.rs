//! Which account PostgreSQL runs as. It refuses to run as root, so root hands it to an account without rights.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// The conventional number of `nobody`, for images without /etc/passwd.
const NOBODY: u32 = 65534;

/// The account that runs PostgreSQL and owns its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
    /// Whether it differs from ours, so that files must be given to it.
    pub other: bool,
}

impl Account {
    /// Ourselves, whoever that is.
    pub fn of_this_process() -> Self {
        let (uid, gid) = (
            rustix::process::geteuid().as_raw(),
            rustix::process::getegid().as_raw(),
        );
        Self {
            name: format!("number {uid}"),
            uid,
            gid,
            other: false,
        }
    }

    /// Ourselves, or when we are root the owner of the database that is already there, else `postgres`, else `nobody`.
    ///
    /// The owner comes first because an account `postgres` may appear after the database was made as `nobody`.
    pub fn choose(data: &Path) -> Result<Self> {
        let me = Self::of_this_process();
        let owner = fs::metadata(data).ok().map(|m| (m.uid(), m.gid()));
        match owner {
            Some((uid, _)) if me.uid != 0 && uid != me.uid => Err(Error::Owner {
                dir: data.to_owned(),
                owner: uid,
            }),
            _ if me.uid != 0 => Ok(me),
            Some((uid, gid)) if uid != 0 => Ok(Self {
                name: format!("number {uid}"),
                uid,
                gid,
                other: true,
            }),
            _ => {
                let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
                let (name, uid, gid) = ["postgres", "nobody"]
                    .iter()
                    .find_map(|name| look_up(&passwd, name).map(|(uid, gid)| (*name, uid, gid)))
                    .unwrap_or(("nobody", NOBODY, NOBODY));
                Ok(Self {
                    name: name.to_owned(),
                    uid,
                    gid,
                    other: true,
                })
            }
        }
    }

    /// A command that runs as this account, with nothing on its standard input and no locale of the caller's.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if self.other {
            // The standard library also drops root's supplementary groups when it sets the user.
            command.uid(self.uid).gid(self.gid);
        }
        command.stdin(Stdio::null()).env("LC_ALL", "C");
        // They would be taken as settings of the server or its tools.
        for name in [
            "PGDATA",
            "PGPORT",
            "PGHOST",
            "PGUSER",
            "PGDATABASE",
            "PGOPTIONS",
            "PGPASSWORD",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Gives a file or folder to this account.
    pub fn own(&self, path: &Path) -> Result<()> {
        if self.other {
            chown(path, Some(self.uid), Some(self.gid))
                .map_err(Error::io("change the owner of", path))?;
        }
        Ok(())
    }

    /// Whether this account may enter a folder: tried, not computed, since access lists and mounts have their say too.
    pub fn enters(&self, dir: &Path) -> bool {
        !self.other
            || self
                .command(Path::new("/bin/sh"))
                .args(["-c", "cd ."])
                .current_dir(dir)
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|s| s.success())
    }
}

fn look_up(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_looked_up_by_whole_name() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\npostgresql:x:9:9::/:/bin/sh\npostgres:x:101:104:PostgreSQL:/:/bin/sh\n";
        assert_eq!(look_up(passwd, "postgres"), Some((101, 104)));
        assert_eq!(look_up(passwd, "nobody"), None);
    }
}
