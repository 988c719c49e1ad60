//! Which elements of a list stay where they are while the others move around them: as many as possible, and always the one
//! that must not be moved.

/// For items in their new order, each with its old place or none where it is new: which of them need not be moved. `pinned` is
/// the old place of the item that must not be.
pub fn staying(old: &[Option<usize>], pinned: Option<usize>) -> Vec<bool> {
    let pinned = pinned.and_then(|place| {
        let at = old.iter().position(|one| *one == Some(place))?;
        Some((at, place))
    });
    // Only what is on the same side of it before and after may stay beside it.
    let may_stay = |at: usize, place: usize| {
        pinned.is_none_or(|(to, from)| (at == to) == (place == from) && (at < to) == (place < from))
    };
    // The longest rising run: `ends[n]` is where the best run of length n + 1 ends, `before[at]` what comes before it.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before = vec![None; old.len()];
    for (at, place) in old.iter().enumerate() {
        let Some(place) = place.filter(|place| may_stay(at, *place)) else {
            continue;
        };
        let length = ends.partition_point(|(_, end)| *end < place);
        if let (Some(slot), Some((last, _))) = (
            before.get_mut(at),
            length.checked_sub(1).and_then(|one| ends.get(one)),
        ) {
            *slot = Some(*last);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (at, place),
            None => ends.push((at, place)),
        }
    }
    let mut stays = vec![false; old.len()];
    let mut at = ends.last().map(|(at, _)| *at);
    while let Some(one) = at {
        if let Some(stays) = stays.get_mut(one) {
            *stays = true;
        }
        at = before.get(one).copied().flatten();
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_dice::Dice;

    fn stayed(old: &[Option<usize>], pinned: Option<usize>) -> Vec<usize> {
        let stays = staying(old, pinned);
        let kept = old.iter().zip(stays).filter(|(_, stays)| *stays);
        kept.filter_map(|(place, _)| *place).collect()
    }

    #[test]
    fn the_last_that_comes_first_is_the_only_one_to_move() {
        assert_eq!(
            stayed(&[Some(3), Some(0), Some(1), Some(2)], None),
            [0, 1, 2]
        );
        assert_eq!(stayed(&[Some(3), Some(0), Some(1), Some(2)], Some(3)), [3]);
        assert_eq!(stayed(&[None, Some(0), None, Some(1)], None), [0, 1]);
    }

    #[test]
    fn whatever_the_order_the_pinned_one_stays_and_what_stays_is_in_order() {
        let mut dice = Dice::new(7);
        for _ in 0..2_000 {
            let count = 1 + dice.below(12);
            let there = dice.some(&(0..count).collect::<Vec<_>>(), count);
            let old: Vec<Option<usize>> = there
                .iter()
                .flat_map(|place| [dice.chance(20).then_some(None), Some(Some(*place))])
                .flatten()
                .collect();
            let pinned = dice.pick(&there);
            let stayed = stayed(&old, pinned);
            assert!(stayed.is_sorted(), "{old:?}: {stayed:?}");
            assert!(
                pinned.is_none_or(|one| stayed.contains(&one)),
                "{old:?}, {pinned:?}: {stayed:?}"
            );
        }
    }
}
