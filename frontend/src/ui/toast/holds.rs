//! A toast goes with what it tells of: an undo whose deed was undone elsewhere, an error that is over.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Toast, Toasts};
use crate::effect::effect;

/// Whether what a toast tells still holds.
pub(super) type Holds = Arc<dyn Fn() -> bool + Send + Sync>;

impl Toast {
    /// The toast goes once `holds` says no after it said yes. Tracked; what it reads may be gone before the toast is.
    #[must_use]
    pub fn stands_while(mut self, holds: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.holds = Some(Arc::new(holds));
        self
    }

    /// What it tells of. A later toast about the same takes its place, and [`Toasts::over`] takes it away.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.about = Some(what.into());
        self
    }
}

impl Toasts {
    /// Nothing is left to tell about this: what failed was done.
    pub fn over(self, about: &str) {
        self.end(|toast| toast.about.as_deref() == Some(about));
    }

    /// Ends the time of some. They go as any toast does whose time is over: not while the pointer or the focus is among the toasts. Until
    /// then the key acts on another.
    fn end(self, which: impl Fn(&Toast) -> bool) {
        // What is left of their time shows nowhere, so of the list nobody is told.
        self.list.update_untracked(|list| {
            for toast in list.iter_mut().filter(|toast| which(toast)) {
                toast.left_ms = Some(0);
            }
        });
        self.ended.update(|ended| *ended = ended.wrapping_add(1));
    }

    /// Watches whether a toast holds, until the current owner goes.
    pub(super) fn watch(self, toast: &Toast) {
        let Some(holds) = toast.holds.clone() else {
            return;
        };
        let id = toast.id;
        // What waits for an answer may not be so yet.
        let mut was = false;
        effect(move || {
            let is = holds();
            if was && !is {
                self.end(|toast| toast.id == id);
            }
            was |= is;
        });
    }
}
