//! Several cards at once: X, Shift with an arrow and a click with Shift mark them, and what is done to one of them is done to
//! all. What a filter or another person takes off the board is not acted on as long as it is away.

use leptos::prelude::*;
use tutti_types::TaskId;
use tutti_types::limits::ACTS_AT_ONCE;

use super::BoardCx;
use crate::dom;
use crate::text::board as text;
use crate::ui::Toast;

/// Marks a card, or takes the mark away.
pub fn toggle(cx: BoardCx, task: TaskId) {
    let is_full = cx.selection.toggle(task);
    say(cx, is_full);
}

/// Marks none any more, and goes back to the card.
pub fn clear(cx: BoardCx) -> bool {
    let first = untrack(|| cx.chosen()).first().copied();
    let was_any = cx.selection.clear();
    if was_any {
        say(cx, false);
        let active = cx.active.get_untracked();
        let active = active.filter(|task| cx.find(*task).is_some());
        cx.reveal.set(active.or(first));
    }
    was_any
}

/// Marks all from `near`, else from the card that was marked last, to this one where they stand in one column; else both.
pub fn extend_to(cx: BoardCx, near: Option<TaskId>, task: TaskId) {
    let from = near.or_else(|| cx.selection.from());
    let from = from.filter(|from| cx.find(*from).is_some());
    let ends = from.and_then(|from| cx.find(from)).zip(cx.find(task));
    let range = match ends {
        Some(((column, a), (other, b))) if column == other => {
            let ids = untrack(|| cx.visible(column));
            let range = ids.get(a.min(b)..=a.max(b));
            range.map_or_else(|| vec![task], <[TaskId]>::to_vec)
        }
        _ => from.into_iter().chain([task]).collect(),
    };
    let is_full = cx.selection.add(range, task);
    say(cx, is_full);
}

/// Says how many are marked, and where more were meant than can be, that too.
fn say(cx: BoardCx, is_full: bool) {
    let selected = text::selected(untrack(|| cx.chosen()).len()).plain();
    if is_full {
        let at_most = text::at_most(ACTS_AT_ONCE);
        dom::announce(&format!("{selected}. {}.", at_most.plain()));
        cx.toasts.show(Toast::new(at_most));
    } else {
        dom::announce(&selected);
    }
}
