//! Stable sorting whose machinery is in the program once. The standard library's is compiled anew for each type of item, some 3 kB
//! each time.

use std::cmp::Ordering;

/// Sorts as [`slice::sort_by`] does: what compares equal stays in its order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order_of(
        items.len(),
        &mut |a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    let mut left: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| left.get_mut(at)?.take()));
}

/// The places `0..count` in their order.
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use tutti_dice::Dice;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut dice = Dice::new(3);
        for _ in 0..500 {
            let count = dice.below(40);
            let mut ours: Vec<(usize, usize)> = (0..count).map(|at| (dice.below(9), at)).collect();
            let mut theirs = ours.clone();
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }
}
