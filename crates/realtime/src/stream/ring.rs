//! The recent events of a stream, without holes up to the released head.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::StreamEvent;

/// The ring, bounded by count and by bytes; an event larger than the bound is not kept at all.
#[derive(Debug)]
pub(super) struct Ring {
    events: VecDeque<Arc<StreamEvent>>,
    /// The position of the first event kept; one past the head where there is none.
    first: i64,
    bytes: usize,
    max_events: usize,
    max_bytes: usize,
}

impl Ring {
    pub(super) fn new(head: i64, max_events: usize, max_bytes: usize) -> Self {
        Self {
            events: VecDeque::new(),
            first: head + 1,
            bytes: 0,
            max_events,
            max_bytes,
        }
    }

    pub(super) fn push(&mut self, event: Arc<StreamEvent>) {
        self.bytes += event.body().len();
        self.events.push_back(event);
        while self.events.len() > self.max_events || self.bytes > self.max_bytes {
            let Some(oldest) = self.events.pop_front() else {
                break;
            };
            self.bytes -= oldest.body().len();
            self.first += 1;
        }
    }

    /// The event of this position, where it is kept.
    pub(super) fn get(&self, seq: i64) -> Option<&Arc<StreamEvent>> {
        let index = usize::try_from(seq - self.first).ok()?;
        self.events.get(index)
    }

    /// Whether everything after this position is kept.
    pub(super) const fn covers(&self, after: i64) -> bool {
        after.saturating_add(1) >= self.first
    }

    pub(super) fn check_invariants(&self, head: i64) {
        assert!(self.events.len() <= self.max_events && self.bytes <= self.max_bytes);
        assert_eq!(
            self.bytes,
            self.events.iter().map(|e| e.body().len()).sum::<usize>()
        );
        assert!(self.events.iter().map(|e| e.seq()).eq(self.first..=head));
    }
}
