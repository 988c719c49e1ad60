//! What an earlier run may have left: a postmaster that still lives, or lock files that speak of a process long gone.
//!
//! A living one is ended and started anew rather than used as it is: it would not die with us, it may run with a test's
//! settings, and on Linux it has been told to end at the moment its parent died.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::error::{Error, Result};
use crate::files::write_whole;
use crate::home::Home;

/// Makes way for a new postmaster. The caller holds the folder's lock, so whatever runs here belongs to nobody.
pub(crate) fn clear(home: &Home, socket_dir: &Path, progress: &dyn Fn(&str)) -> Result<()> {
    let pid_file = home.data().join("postmaster.pid");
    let Some(pid) = read_pid(&pid_file) else {
        return Ok(());
    };
    if !is_alive(pid) {
        // PostgreSQL sees that itself, and also checks that none of its children lives on.
        return Ok(());
    }
    if is_postmaster(pid, &home.data()) {
        progress("PostgreSQL of an earlier run is still there; ending it");
        return end(pid, home);
    }
    // The number now belongs to a stranger (in a container they repeat from start to start), and PostgreSQL would refuse.
    // It passes over its parent's number, and then still checks for living children, which it could not without the file.
    let text = fs::read_to_string(&pid_file).map_err(Error::io("read", &pid_file))?;
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let text = format!("{}\n{rest}", std::process::id());
    write_whole(&pid_file, text.as_bytes(), 0o600).map_err(Error::io("write", &pid_file))?;
    home.account.own(&pid_file)?;
    for name in [".s.PGSQL.5432.lock", ".s.PGSQL.5432"] {
        let _ = fs::remove_file(socket_dir.join(name));
    }
    Ok(())
}

/// The postmaster that still lives.
pub(crate) fn living(home: &Home) -> Option<Pid> {
    let data = home.data();
    read_pid(&data.join("postmaster.pid"))
        .filter(|pid| is_alive(*pid) && is_postmaster(*pid, &data))
}

fn end(pid: Pid, home: &Home) -> Result<()> {
    for (signal, seconds) in [(Signal::INT, 30), (Signal::QUIT, 10)] {
        let _ = kill_process(pid, signal);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(seconds) {
            if !is_alive(pid) || !is_postmaster(pid, &home.data()) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
    Err(Error::Stuck {
        pid: pid.as_raw_nonzero().get(),
        log: home.log(),
    })
}

fn read_pid(file: &PathBuf) -> Option<Pid> {
    let text = fs::read_to_string(file).ok()?;
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

fn is_alive(pid: Pid) -> bool {
    matches!(test_kill_process(pid), Ok(()) | Err(Errno::PERM))
}

/// Whether the process is the postmaster of this folder. A postmaster's working directory is its data folder.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_postmaster(pid: Pid, data: &Path) -> bool {
    let cwd = fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero()));
    cwd.is_ok_and(|cwd| cwd == data)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn is_postmaster(pid: Pid, data: &Path) -> bool {
    let number = pid.as_raw_nonzero().to_string();
    let output = std::process::Command::new("ps")
        .args(["-o", "command=", "-p", &number])
        .output();
    output.is_ok_and(|o| {
        let line = String::from_utf8_lossy(&o.stdout);
        line.contains("postgres") && line.contains(&*data.to_string_lossy())
    })
}
