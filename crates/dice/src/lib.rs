//! Chance that can be repeated, for tests that play many cases. ChaCha is stable: a seed means the same in every version of it.

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The chance of one seed.
#[derive(Debug)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The beginning of a seed's chance.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 to `n - 1`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0.random_range(0..n.max(1))
    }

    /// True `percent` times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them, where there is one.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        of.choose(&mut self.0).cloned()
    }

    /// One to `most` of them, in any order.
    pub fn some<T: Clone>(&mut self, of: &[T], most: usize) -> Vec<T> {
        let mut some = of.to_vec();
        some.shuffle(&mut self.0);
        some.truncate(1 + self.below(most));
        some
    }
}
