//! Putting cards in their place: what a drop, the keys and the menu come to.

use tutti_state::Intent;
use tutti_types::tasks::MoveTask;
use tutti_types::{ColumnId, TaskId};

use super::BoardCx;

/// Puts cards, in their order, into `column`, whose cards are `ids`, at a place that is counted without them.
pub fn put(cx: BoardCx, tasks: &[TaskId], column: ColumnId, ids: &[TaskId], at: usize) {
    let others: Vec<TaskId> = ids
        .iter()
        .copied()
        .filter(|id| !tasks.contains(id))
        .collect();
    let before = others.get(at).copied();
    let mut after = at.checked_sub(1).and_then(|at| others.get(at)).copied();
    let mut moves = Vec::with_capacity(tasks.len());
    for (n, task) in tasks.iter().enumerate() {
        // One neighbour is enough, and of two the server heeds the first. Each further card goes behind the one before it.
        let before = before.filter(|_| n == 0);
        moves.push(Intent::MoveTask {
            task: *task,
            to: MoveTask {
                board_id: None,
                column_id: column,
                before,
                after: if before.is_some() { None } else { after },
            },
        });
        after = Some(*task);
    }
    cx.space.act_all(moves);
}
