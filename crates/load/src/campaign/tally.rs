//! What all writers together were answered so far, for who waits for it.

use tokio::sync::watch;

/// Counts that can be waited for.
#[derive(Debug, Default)]
pub struct Tally {
    /// Changes that were acknowledged.
    pub acknowledged: watch::Sender<usize>,
    /// Answers of 503.
    pub unavailable: watch::Sender<usize>,
}

/// One more.
pub fn count(of: &watch::Sender<usize>) {
    of.send_modify(|n| *n += 1);
}
