//! The order of cards in a column: by position, byte by byte, then by id.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use tutti_types::TaskId;
use tutti_types::tasks::Task;

/// How two cards of one column stand to each other. Positions are unique among the living; the id decides for the moment in
/// which two optimistic answers share one.
#[must_use]
pub fn compare(a: (&str, TaskId), b: (&str, TaskId)) -> Ordering {
    a.0.as_bytes()
        .cmp(b.0.as_bytes())
        .then_with(|| a.1.cmp(&b.1))
}

/// Where a card stands in an ordered column (`Ok`), or would stand (`Err`).
pub(crate) fn search(
    order: &[TaskId],
    tasks: &FxHashMap<TaskId, Task>,
    key: (&str, TaskId),
) -> Result<usize, usize> {
    order.binary_search_by(|id| {
        let position = tasks.get(id).map_or("", |task| task.position.as_str());
        compare((position, *id), key)
    })
}

/// Takes a card out. `key` is what it was sorted by; a linear search finds it where that no longer holds.
pub(crate) fn remove(
    order: &mut Vec<TaskId>,
    tasks: &FxHashMap<TaskId, Task>,
    key: (&str, TaskId),
) {
    match search(order, tasks, key) {
        Ok(at) => {
            order.remove(at);
        }
        Err(_) => order.retain(|id| *id != key.1),
    }
}

/// Puts `id` before `before`, else after `after`, else at the end: as the server reads a move's neighbours, where one that is
/// not in the column counts as not given, and beside itself a thing stays where it is.
pub(crate) fn place<Id: Copy + PartialEq>(
    order: &mut Vec<Id>,
    id: Id,
    before: Option<Id>,
    after: Option<Id>,
) {
    let own = order.iter().position(|other| *other == id);
    order.retain(|other| *other != id);
    let beside = |wanted: Option<Id>, behind: usize| match wanted? {
        wanted if wanted == id => own,
        wanted => {
            let at = order.iter().position(|other| *other == wanted);
            at.map(|at| at + behind)
        }
    };
    let at = beside(before, 0).or_else(|| beside(after, 1));
    order.insert(at.unwrap_or(order.len()), id);
}

/// The neighbours of a thing where it stands: the next one, and the one before it.
pub(crate) fn neighbours_of<Id: Copy + PartialEq>(
    order: &[Id],
    id: Id,
) -> (Option<Id>, Option<Id>) {
    let at = order.iter().position(|other| *other == id);
    let beside = |at: Option<usize>| at.and_then(|at| order.get(at)).copied();
    (
        beside(at.map(|at| at + 1)),
        beside(at.and_then(|at| at.checked_sub(1))),
    )
}

/// The neighbours to name, as `(before, after)`, where something is put at a place among `others`; `was` is its place among them
/// if it stood there. It is the neighbour that it passed last: if somebody moves the other one meanwhile, it does not go along.
#[must_use]
pub fn neighbours<Id: Copy>(
    others: &[Id],
    was: Option<usize>,
    at: usize,
) -> (Option<Id>, Option<Id>) {
    let before = others.get(at).copied();
    let goes_on = was.is_some_and(|was| was < at);
    if before.is_some() && !goes_on {
        return (before, None);
    }
    let last = others.len().min(at).checked_sub(1);
    (None, last.and_then(|last| others.get(last)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_put_beside_what_it_passed_last() {
        let others = [1, 2, 3];
        assert_eq!(neighbours(&others, Some(0), 2), (None, Some(2)), "on");
        assert_eq!(neighbours(&others, Some(3), 1), (Some(2), None), "back");
        assert_eq!(
            neighbours(&others, Some(0), 3),
            (None, Some(3)),
            "to the end"
        );
        assert_eq!(
            neighbours(&others, None, 1),
            (Some(2), None),
            "from elsewhere"
        );
        assert_eq!(
            neighbours(&others, None, 9),
            (None, Some(3)),
            "beyond the end"
        );
        assert_eq!(neighbours::<u8>(&[], None, 0), (None, None), "alone");
    }

    #[test]
    fn bytes_decide_then_the_id() {
        let (a, b) = (TaskId::new(), TaskId::new());
        let (a, b) = (a.min(b), a.max(b));
        assert_eq!(compare(("Z", b), ("a", a)), Ordering::Less);
        assert_eq!(compare(("a", a), ("a0", a)), Ordering::Less);
        assert_eq!(compare(("a", a), ("a", b)), Ordering::Less);
    }

    #[test]
    fn a_neighbour_that_is_not_there_counts_as_not_given() {
        let mut order = vec![1, 2, 3];
        place(&mut order, 3, Some(1), None);
        assert_eq!(order, [3, 1, 2]);
        place(&mut order, 3, Some(9), Some(1));
        assert_eq!(order, [1, 3, 2]);
        place(&mut order, 1, Some(9), None);
        assert_eq!(order, [3, 2, 1]);
    }

    #[test]
    fn beside_itself_a_thing_stays() {
        for id in [1, 2, 3] {
            let mut order = vec![1, 2, 3];
            place(&mut order, id, Some(id), Some(1));
            place(&mut order, id, None, Some(id));
            place(&mut order, id, Some(9), Some(id));
            assert_eq!(order, [1, 2, 3]);
        }
        let mut others = vec![1, 2];
        place(&mut others, 3, Some(3), Some(1));
        assert_eq!(
            others,
            [1, 3, 2],
            "where it does not stand yet, it is no neighbour"
        );
    }
}
