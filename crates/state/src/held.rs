//! A list that is held still while somebody reads it, points into it or writes in it: what others bring waits, what they take
//! leaves its place empty, and nothing changes its order. What the person does is shown at once all the same.

use std::hash::Hash;

use rustc_hash::FxHashSet;

/// A place of a held list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot<K> {
    /// The thing stands here.
    Here(K),
    /// Somebody else took it away; its place stays empty until the list is let go.
    Left(K),
}

impl<K: Copy> Slot<K> {
    /// What stands here, or stood here.
    pub const fn key(&self) -> K {
        match self {
            Self::Here(key) | Self::Left(key) => *key,
        }
    }

    /// What stands here.
    pub const fn here(&self) -> Option<K> {
        match self {
            Self::Here(key) => Some(*key),
            Self::Left(_) => None,
        }
    }
}

/// What a held list shows that showed `shown`, now that `now` is true. What is `mine` the person has put where it is.
pub fn hold<K: Copy + Eq + Hash>(
    shown: &[Slot<K>],
    now: &[K],
    mine: impl Fn(K) -> bool,
) -> Vec<Slot<K>> {
    let there: FxHashSet<K> = now.iter().copied().collect();
    let others = shown.iter().map(Slot::key).filter(|key| !mine(*key));
    let mut held: Vec<Slot<K>> = others
        .map(|key| {
            if there.contains(&key) {
                Slot::Here(key)
            } else {
                Slot::Left(key)
            }
        })
        .collect();
    for (at, key) in now.iter().enumerate().filter(|(_, key)| mine(**key)) {
        let (above, below) = now.split_at(at);
        let place_of = |wanted: &K| held.iter().position(|slot| slot.here() == Some(*wanted));
        // Its neighbours may wait themselves: the nearest that is shown counts.
        let above = above.iter().rev().find_map(place_of).map(|at| at + 1);
        let place = above.or_else(|| below.iter().find_map(place_of));
        held.insert(place.unwrap_or(held.len()), Slot::Here(*key));
    }
    held
}

/// How many of `now` wait to be shown.
pub fn waiting<K: Copy + Eq + Hash>(held: &[Slot<K>], now: &[K]) -> usize {
    let shown: FxHashSet<K> = held.iter().filter_map(Slot::here).collect();
    now.iter().filter(|key| !shown.contains(key)).count()
}

#[cfg(test)]
mod tests {
    use Slot::{Here, Left};
    use tutti_dice::Dice;

    use super::*;

    const fn nobodys(_: u8) -> bool {
        false
    }

    #[test]
    fn what_others_bring_waits_and_what_they_take_leaves_its_place() {
        let shown = [Here(1), Here(2), Here(3)];
        let held = hold(&shown, &[9, 3, 1, 8], nobodys);
        assert_eq!(held, [Here(1), Left(2), Here(3)]);
        assert_eq!(waiting(&held, &[9, 3, 1, 8]), 2);
        assert_eq!(
            hold(&held, &[2, 9, 3, 1], nobodys),
            shown,
            "and may come back"
        );
    }

    #[test]
    fn what_i_do_is_shown_beside_the_nearest_that_is() {
        let shown = [Here(1), Here(2), Here(3)];
        let mine = |key| key == 7;
        assert_eq!(
            hold(&shown, &[1, 9, 7, 2, 3], mine),
            [Here(1), Here(7), Here(2), Here(3)]
        );
        assert_eq!(
            hold(&shown, &[9, 7, 1, 2, 3], mine),
            [Here(7), Here(1), Here(2), Here(3)]
        );
        assert_eq!(hold(&[Left(1)], &[9, 7], mine), [Left(1), Here(7)]);
        assert_eq!(hold(&shown, &[1, 3], |key| key == 2), [Here(1), Here(3)]);
    }

    /// Whatever happens to a held list: what was shown keeps its order, nothing is shown twice, nothing that is there is
    /// neither shown nor counted, and what is mine is shown.
    #[test]
    fn nothing_moves_and_nothing_is_lost() {
        let mut dice = Dice::new(11);
        for _ in 0..5_000 {
            let all: Vec<u8> = (0..10).collect();
            let shown: Vec<_> = dice.some(&all, 8).into_iter().map(Here).collect();
            let now = dice.some(&all, 8);
            let mine = if dice.chance(50) {
                dice.some(&all, 3)
            } else {
                Vec::new()
            };
            let held = hold(&shown, &now, |key| mine.contains(&key));

            let others = |slots: &[Slot<u8>]| {
                let keys = slots.iter().map(Slot::key);
                keys.filter(|key| !mine.contains(key)).collect::<Vec<_>>()
            };
            assert_eq!(others(&held), others(&shown));
            let mut here: Vec<u8> = held.iter().filter_map(Slot::here).collect();
            assert_eq!(here.len() + waiting(&held, &now), now.len());
            assert!(here.iter().all(|key| now.contains(key)));
            let wanted = now.iter().filter(|key| mine.contains(key));
            assert!(wanted.clone().all(|key| here.contains(key)));
            here.sort_unstable();
            here.dedup();
            assert_eq!(here.len(), held.iter().filter_map(Slot::here).count());
        }
    }
}
