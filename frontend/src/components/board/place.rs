//! Putting cards in their place: what a drop, the keys and the menus come to.

use tutti_state::Intent;
use tutti_types::tasks::MoveTask;
use tutti_types::{ColumnId, TaskId};

use crate::store::Space;

/// Puts cards, in their order, into `column`, whose cards are `ids`, at a place that is counted without them. Tells whether
/// any of them was elsewhere.
pub fn put(space: Space, tasks: &[TaskId], column: ColumnId, ids: &[TaskId], at: usize) -> bool {
    let others: Vec<TaskId> = ids
        .iter()
        .copied()
        .filter(|id| !tasks.contains(id))
        .collect();
    let (above, below) = others.split_at(at.min(others.len()));
    if [above, tasks, below].concat() == ids {
        return false;
    }
    let before = below.first().copied();
    let mut after = above.last().copied();
    let mut moves = Vec::with_capacity(tasks.len());
    for (n, task) in tasks.iter().enumerate() {
        moves.push(Intent::MoveTask {
            task: *task,
            to: MoveTask {
                board_id: None,
                column_id: column,
                before,
                // Of two neighbours the server heeds the first; the other has each further card wait for the one before it.
                after: after.filter(|_| before.is_none() || n > 0),
            },
        });
        after = Some(*task);
    }
    space.act_all(moves);
    true
}
