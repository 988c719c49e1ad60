//! What an overlay stands on and what it changes, noted while it is laid: so it is laid anew exactly when something of that is new.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

/// What one overlay looked at, and what of it it changed.
#[derive(Clone, Debug)]
pub(crate) struct Reach<T>(FxHashMap<T, bool>);

impl<T> Default for Reach<T> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<T: Copy + Eq + Hash> Reach<T> {
    pub(crate) fn reads(&mut self, thing: T) {
        self.0.entry(thing).or_insert(false);
    }

    pub(crate) fn changes(&mut self, thing: T) {
        self.0.insert(thing, true);
    }

    /// Each thing, and whether it is changed.
    fn iter(&self) -> impl Iterator<Item = (T, bool)> {
        self.0.iter().map(|(thing, changed)| (*thing, *changed))
    }

    pub(super) fn changed(&self) -> impl Iterator<Item = T> {
        self.iter()
            .filter_map(|(thing, changed)| changed.then_some(thing))
    }

    pub(super) fn extend(&mut self, other: &Self) {
        for (thing, changed) in other.iter() {
            if changed {
                self.changes(thing);
            } else {
                self.reads(thing);
            }
        }
    }

    /// Whether one of the two changes what the other looks at.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let (small, large) = if self.0.len() < other.0.len() {
            (self, other)
        } else {
            (other, self)
        };
        small
            .iter()
            .any(|(thing, changed)| large.0.get(&thing).is_some_and(|other| changed || *other))
    }

    pub(super) fn holds_any(&self, things: &FxHashSet<T>) -> bool {
        if self.0.len() < things.len() {
            self.0.keys().any(|thing| things.contains(thing))
        } else {
            things.iter().any(|thing| self.0.contains_key(thing))
        }
    }
}
