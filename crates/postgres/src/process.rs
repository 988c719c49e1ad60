//! The running postmaster: started so that it ends with us, waited for, and stopped.

use std::fs;
use std::io;
#[cfg(any(target_os = "linux", target_os = "android"))]
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use crate::error::{Error, Result};

/// How long open transactions get to be rolled back and the files to be written.
const FAST: Duration = Duration::from_secs(30);
/// How long it takes at most to end without that.
const IMMEDIATE: Duration = Duration::from_secs(10);

/// A postmaster that is our child.
#[derive(Debug)]
pub(crate) struct Postmaster {
    pub pid: Pid,
    log: PathBuf,
    ended: Arc<Ended>,
}

/// How it ended, once it has. A signal is sent under this lock, so that it never reaches a stranger with the same number.
#[derive(Debug, Default)]
struct Ended {
    status: Mutex<Option<io::Result<ExitStatus>>>,
    changed: Condvar,
}

impl Ended {
    fn lock(&self) -> MutexGuard<'_, Option<io::Result<ExitStatus>>> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Postmaster {
    /// Starts it from a thread of its own that lives as long as it does: the signal which the kernel sends "when the
    /// parent dies" is sent when the *thread* dies that started the child.
    pub fn spawn(mut command: Command, log: PathBuf) -> Result<Self> {
        die_with_parent(&mut command);
        let program = PathBuf::from(command.get_program());
        let ended = Arc::new(Ended::default());
        let (send, receive) = mpsc::channel();
        let shared = Arc::clone(&ended);
        thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || match command.spawn() {
                Ok(child) => {
                    let _ = send.send(Ok(child.id()));
                    keep(child, &shared);
                }
                Err(e) => drop(send.send(Err(e))),
            })
            .map_err(Error::io("start a thread for", &program))?;
        let started = receive
            .recv()
            .unwrap_or_else(|_| Err(io::Error::other("its thread ended")));
        let pid = started.map_err(Error::io("run", &program))?;
        let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
        let pid = pid
            .ok_or_else(|| Error::io("run", &program)(io::Error::other("it has no process id")))?;
        Ok(Self { pid, log, ended })
    }

    /// Whether it still runs; else what became of it, as the rest of a sentence.
    pub fn check(&self) -> std::result::Result<(), String> {
        match &*self.ended.lock() {
            None => Ok(()),
            Some(Ok(status)) => Err(format!("ended with {status}")),
            Some(Err(e)) => Err(format!("cannot be watched: {e}")),
        }
    }

    /// Waits until it accepts connections. There is no time limit while it lives and works, since recovery after a crash
    /// may take minutes; `progress` is told every five seconds.
    pub fn wait_ready(&self, data: &Path, progress: &dyn Fn(&str)) -> Result<()> {
        let (begun, mut told) = (Instant::now(), 0);
        while !self.is_ready(data) {
            if let Err(what) = self.check() {
                return Err(Error::Start {
                    what,
                    log: self.log.clone(),
                    tail: tail(&self.log),
                });
            }
            let seconds = begun.elapsed().as_secs();
            if seconds >= told + 5 {
                told = seconds;
                progress(&format!(
                    "PostgreSQL is still starting, it may be recovering from a crash ({seconds} s)"
                ));
            }
            thread::sleep(Duration::from_millis(15));
        }
        Ok(())
    }

    /// The postmaster writes its state into the eighth line of its lock file, which is what `pg_ctl` looks at too.
    fn is_ready(&self, data: &Path) -> bool {
        let Ok(text) = fs::read_to_string(data.join("postmaster.pid")) else {
            return false;
        };
        let mut lines = text.lines();
        lines.next().and_then(|l| l.trim().parse().ok()) == Some(self.pid.as_raw_nonzero().get())
            && lines.nth(6).is_some_and(|state| state.trim() == "ready")
    }

    /// Ends it in order; if that takes too long, at once, and the next start recovers.
    pub fn stop(&self) -> Result<()> {
        for (signal, patience) in [
            (Signal::INT, FAST),
            (Signal::QUIT, IMMEDIATE),
            (Signal::KILL, IMMEDIATE),
        ] {
            let ended = self.ended.lock();
            if ended.is_none() {
                let _ = kill_process(self.pid, signal);
            }
            let waited = self
                .ended
                .changed
                .wait_timeout_while(ended, patience, |status| status.is_none());
            if waited.unwrap_or_else(PoisonError::into_inner).0.is_some() {
                return Ok(());
            }
        }
        Err(Error::Stuck {
            pid: self.pid.as_raw_nonzero().get(),
            log: self.log.clone(),
        })
    }
}

fn keep(mut child: Child, shared: &Ended) {
    // First only look (NOWAIT), so that the number stays taken until the lock is held.
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while matches!(
            waitid(WaitId::Pid(pid), options),
            Err(rustix::io::Errno::INTR)
        ) {}
    }
    let mut status = shared.lock();
    *status = Some(child.wait());
    shared.changed.notify_all();
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn die_with_parent(command: &mut Command) {
    let parent = rustix::process::getpid();
    // Its own group, so that Ctrl-C in a terminal reaches us alone and we stop it when we have finished with it.
    command.process_group(0);
    #[expect(
        unsafe_code,
        reason = "the signal must be set between fork and exec, and after the change of user that clears it"
    )]
    // SAFETY: the closure only makes two system calls; it takes no lock and allocates nothing.
    unsafe {
        command.pre_exec(move || {
            rustix::process::set_parent_process_death_signal(Some(Signal::INT))?;
            // Had the parent died before that call, no signal would ever come.
            if rustix::process::getppid() != Some(parent) {
                return Err(io::Error::from(rustix::io::Errno::SRCH));
            }
            Ok(())
        });
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn die_with_parent(command: &mut Command) {
    // No such signal here: what is left over is ended by the next start.
    std::os::unix::process::CommandExt::process_group(command, 0);
}

/// The last lines of the log.
pub(crate) fn tail(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(
        text.get(text.len().saturating_sub(4_000)..)
            .unwrap_or_default(),
    );
    let lines: Vec<&str> = text.lines().collect();
    lines
        .get(lines.len().saturating_sub(8)..)
        .unwrap_or_default()
        .join("\n")
}
