//! What the servers of this process log as errors, through the same filter as the binary's.

use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};

use tutti_server::telemetry;

static ERRORS: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Begins to keep them, for all servers that are started from now on.
pub fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .with_env_filter(telemetry::filter("error").unwrap())
            .with_ansi(false)
            .with_writer(|| Tee)
            .init();
    });
}

/// The lines so far. Tests share a process: what another one's server logged is among them.
#[must_use]
pub fn errors() -> Vec<String> {
    let kept = ERRORS.lock().unwrap_or_else(PoisonError::into_inner);
    let text = String::from_utf8_lossy(&kept);
    text.lines().map(str::to_owned).collect()
}

/// Keeps what is written, and writes it on, so that it stands beside a test that fails.
struct Tee;

impl Write for Tee {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = ERRORS.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        io::stderr().write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
