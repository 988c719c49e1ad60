//! Whether the server is on its way down.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the server is on its way down.
#[derive(Debug, Default)]
pub struct Draining(AtomicBool);

impl Draining {
    /// From now on the server is on its way down.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }
    /// Whether it is.
    #[must_use]
    pub fn is(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
