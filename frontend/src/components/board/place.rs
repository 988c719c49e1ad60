//! Putting cards in their place: what a drop, the keys and the menus come to.

use tutti_state::boards::TaskMove;
use tutti_state::{Intent, order};
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
    // The first of them decides which way they go.
    let stood = tasks.first().filter(|first| ids.contains(first));
    let was = stood.map(|first| {
        let passed = ids.iter().take_while(|id| *id != first);
        passed.filter(|id| !tasks.contains(id)).count()
    });
    let (before, mut after) = order::neighbours(&others, was, at);
    let mut moves = Vec::with_capacity(tasks.len());
    for task in tasks {
        moves.push(Intent::from(TaskMove {
            task: *task,
            to: MoveTask {
                board_id: None,
                column_id: column,
                before,
                // Where `before` is given it decides; `after` has each further card wait for the one before it.
                after,
            },
        }));
        after = Some(*task);
    }
    space.act_all(moves);
    true
}
