//! The log.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Libraries that log a client's fault as an error of ours, or what we log ourselves. A filter may name them all the same.
const QUIET: &str = "actix_http=off,r2d2=off";

/// The filter that `text` describes, over [`QUIET`].
///
/// # Errors
/// Where it cannot be read.
pub fn filter(text: &str) -> anyhow::Result<EnvFilter> {
    EnvFilter::try_new(format!("{QUIET},{text}"))
        .with_context(|| format!("TUTTI_LOG is not a filter: {text}"))
}

/// Starts logging to standard error, once.
///
/// # Errors
/// Where the filter cannot be read.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter(&config.log)?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // In tests several servers share one process; the first one's log serves all.
    let _already = match config.log_format {
        LogFormat::Text => log.compact().try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    Ok(())
}
