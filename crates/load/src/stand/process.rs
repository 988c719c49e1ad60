//! The server as a child that ends with us.

use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use super::Plan;

/// How long it may take to end in order.
const PATIENCE: Duration = Duration::from_secs(20);

/// The running server.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts it with default settings but for its limits, which would stop a benchmark.
    pub fn start(
        plan: &Plan,
        dir: &Path,
        url: &str,
        addr: SocketAddr,
        proxy: SocketAddr,
    ) -> Result<Self> {
        let log = dir.join("server.log");
        let mut command = Command::new(&plan.server);
        command.arg("serve").env_clear();
        for kept in ["PATH", "HOME", "TMPDIR"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command
            .env("DATABASE_URL", url)
            .env("TUTTI_ADDR", addr.to_string())
            .env("TUTTI_DATA_DIR", dir.join("data"))
            .env("TUTTI_LIMITS", "off")
            .env("TUTTI_ALLOWED_ORIGINS", format!("http://{proxy}"));
        if let Some(web) = &plan.web {
            command.env("TUTTI_WEB_DIR", web);
        }
        let file = File::options().create(true).append(true).open(&log)?;
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        end_with_us(&mut command);
        let child = command
            .spawn()
            .with_context(|| format!("{} cannot be started", plan.server.display()))?;
        Ok(Self { child, log })
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Fails where it has ended, with its last words.
    pub fn check(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            let log = std::fs::read_to_string(&self.log).unwrap_or_default();
            let mut last: Vec<&str> = log.lines().rev().take(8).collect();
            last.reverse();
            bail!("the server ended with {status}: {}", last.join("\n"));
        }
        Ok(())
    }

    /// Ends it without a word, and waits for its end.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends it in order, or at once where that takes too long.
    pub fn stop(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_none() {
            if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
                kill_process(pid, Signal::TERM)?;
            }
            let begun = Instant::now();
            while self.child.try_wait()?.is_none() {
                if begun.elapsed() > PATIENCE {
                    self.child.kill()?;
                }
                thread::sleep(Duration::from_millis(5));
            }
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.stop().is_err() {
            // There is nobody left to tell; the kernel ends it with us.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Its own group, so that Ctrl-C in a terminal reaches us alone; and the kernel ends it when we are gone without a word.
pub fn end_with_us(command: &mut Command) {
    command.process_group(0);
    #[expect(unsafe_code, reason = "the signal must be set between fork and exec")]
    // SAFETY: the closure makes one system call; it takes no lock and allocates nothing.
    unsafe {
        command.pre_exec(|| {
            rustix::process::set_parent_process_death_signal(Some(Signal::TERM))
                .map_err(io::Error::from)
        });
    }
}
