//! Releases a stream strictly in order.

use std::collections::BTreeMap;

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// It is old, or already parked.
    Ignored,
    /// It waits for one before it.
    Parked,
    /// It is the next: [`Sequencer::release`] gives it.
    Ready,
}

/// Positions that were heard of and are not here: PostgreSQL has to be asked for `after < seq <= upto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The last one released.
    pub after: i64,
    /// The last one missing.
    pub upto: i64,
}

/// The order of one stream. Threads that were late, lost messages, hints of other nodes and polled heads are one case:
/// something is missing between the released head and the newest position heard of.
#[derive(Debug)]
pub struct Sequencer<T> {
    head: i64,
    heard: i64,
    parked: BTreeMap<i64, T>,
    limit: usize,
}

impl<T> Sequencer<T> {
    /// From the position `head` of the database, up to which everything counts as released. Beyond `limit` parked
    /// items, at least one, the farthest are forgotten; the hole then covers them and they are read again.
    #[must_use]
    pub fn new(head: i64, limit: usize) -> Self {
        Self {
            head,
            heard: head,
            parked: BTreeMap::new(),
            limit: limit.max(1),
        }
    }

    /// The last position released.
    #[must_use]
    pub const fn head(&self) -> i64 {
        self.head
    }

    /// The newest position heard of.
    #[must_use]
    pub const fn heard(&self) -> i64 {
        self.heard
    }

    /// Takes an item of position `seq`, from wherever it comes and in whatever order.
    pub fn offer(&mut self, seq: i64, item: T) -> Offered {
        if seq <= self.head || self.parked.contains_key(&seq) {
            return Offered::Ignored;
        }
        self.hint(seq);
        self.parked.insert(seq, item);
        if self.parked.len() > self.limit {
            self.parked.pop_last();
        }
        if seq == self.head + 1 {
            Offered::Ready
        } else {
            Offered::Parked
        }
    }

    /// Tells that the stream has come to `head`, as a poll or another node says.
    pub fn hint(&mut self, head: i64) {
        self.heard = self.heard.max(head);
    }

    /// The next item in order, if it is here.
    pub fn release(&mut self) -> Option<T> {
        let first = self.parked.first_entry()?;
        if *first.key() != self.head + 1 {
            return None;
        }
        self.head += 1;
        Some(first.remove())
    }

    /// What has to be asked of PostgreSQL, once nothing more can be released. A hole may close by itself within
    /// milliseconds, since threads that committed one after the other may arrive in another order; wait a little.
    #[must_use]
    pub fn hole(&self) -> Option<Hole> {
        let upto = match self.parked.first_key_value() {
            Some((first, _)) => first - 1,
            None => self.heard,
        };
        (upto > self.head).then_some(Hole {
            after: self.head,
            upto,
        })
    }

    /// Panics where the structure contradicts itself.
    pub fn check_invariants(&self) {
        assert!(self.heard >= self.head);
        assert!(self.parked.len() <= self.limit);
        assert!(
            self.parked
                .keys()
                .all(|s| (self.head + 1..=self.heard).contains(s))
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(sequencer: &mut Sequencer<i64>) -> Vec<i64> {
        sequencer.check_invariants();
        std::iter::from_fn(|| sequencer.release()).collect()
    }

    #[test]
    fn early_items_wait_and_doubled_ones_are_ignored() {
        let mut sequencer = Sequencer::new(10, 8);
        assert_eq!(sequencer.offer(12, 12), Offered::Parked);
        assert_eq!(sequencer.offer(12, 12), Offered::Ignored);
        assert_eq!(sequencer.offer(10, 10), Offered::Ignored);
        assert!(drain(&mut sequencer).is_empty());
        assert_eq!(
            sequencer.hole(),
            Some(Hole {
                after: 10,
                upto: 11
            })
        );
        assert_eq!(sequencer.offer(11, 11), Offered::Ready);
        assert_eq!(drain(&mut sequencer), [11, 12]);
        assert_eq!(sequencer.hole(), None);
        assert_eq!(sequencer.offer(11, 11), Offered::Ignored);
    }

    #[test]
    fn a_hint_is_a_hole() {
        let mut sequencer = Sequencer::new(0, 8);
        sequencer.hint(3);
        assert_eq!(sequencer.hole(), Some(Hole { after: 0, upto: 3 }));
        sequencer.hint(2);
        assert_eq!(sequencer.hole(), Some(Hole { after: 0, upto: 3 }));
        for seq in 1..=3 {
            sequencer.offer(seq, seq);
        }
        assert_eq!(drain(&mut sequencer), [1, 2, 3]);
        assert_eq!(sequencer.hole(), None);
    }

    #[test]
    fn far_items_are_forgotten_and_asked_for_again() {
        let mut sequencer = Sequencer::new(0, 2);
        for seq in [5, 4, 3, 2] {
            sequencer.offer(seq, seq);
        }
        assert_eq!(sequencer.offer(1, 1), Offered::Ready);
        assert_eq!(drain(&mut sequencer), [1, 2]);
        assert_eq!(sequencer.hole(), Some(Hole { after: 2, upto: 5 }));
    }
}
