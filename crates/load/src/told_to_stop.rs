//! Work that ends with a signal.

use anyhow::{Result, bail};
use tokio::signal::unix::{SignalKind, signal};

/// Runs it to its end, or to Ctrl-C or SIGTERM.
///
/// # Errors
/// Its own; and that it was told to stop.
pub fn run(work: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::select! {
            done = work => done,
            _ = tokio::signal::ctrl_c() => bail!("interrupted; everything that was started is stopped"),
            _ = terminated.recv() => bail!("told to stop; everything that was started is stopped"),
        }
    })
}
