//! Several cards at once: X, Shift with an arrow and a click with Shift mark them, and what is done to one of them is done to
//! all. What a filter or another person takes off the board is not acted on as long as it is away.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use tutti_types::TaskId;
use tutti_types::limits::ACTS_AT_ONCE;

use super::BoardCx;
use crate::dom;
use crate::text::board as text;
use crate::ui::Toast;

/// The marked cards.
#[derive(Clone, Copy)]
pub struct Selection {
    marked: RwSignal<FxHashSet<TaskId>>,
    /// Where a range begins: the card that was marked last.
    from: StoredValue<Option<TaskId>>,
}

impl Selection {
    /// None.
    pub fn new() -> Self {
        Self {
            marked: RwSignal::new(FxHashSet::default()),
            from: StoredValue::new(None),
        }
    }

    /// Whether a card is marked. Tracked.
    pub fn holds(self, task: TaskId) -> bool {
        self.marked.with(|marked| marked.contains(&task))
    }

    /// Marks no card any more; tells whether one was.
    pub fn clear(self) -> bool {
        let was_any = self.marked.with_untracked(|marked| !marked.is_empty());
        if was_any {
            self.marked.set(FxHashSet::default());
            self.from.set_value(None);
        }
        was_any
    }
}

impl BoardCx {
    /// The marked cards in the order of the board. Tracked.
    pub fn chosen(self) -> Vec<TaskId> {
        let marked = self.selection.marked.get();
        if marked.is_empty() {
            return Vec::new();
        }
        let columns = self.space.columns(self.id).get().into_iter();
        let shown = columns.flat_map(|column| self.visible(column.id).to_vec());
        shown.filter(|task| marked.contains(task)).collect()
    }

    /// What is meant by a card: all that are marked where it is one of them, else itself.
    pub fn meant_by(self, task: TaskId) -> Vec<TaskId> {
        let chosen = untrack(|| self.chosen());
        if chosen.contains(&task) {
            chosen
        } else {
            vec![task]
        }
    }
}

/// Marks a card, or takes the mark away.
pub fn toggle(cx: BoardCx, task: TaskId) {
    let is_marked = !untrack(|| cx.selection.holds(task));
    let mut is_full = false;
    cx.selection.marked.update(|marked| {
        if !is_marked {
            marked.remove(&task);
        } else if marked.len() < ACTS_AT_ONCE {
            marked.insert(task);
        } else {
            is_full = true;
        }
    });
    cx.selection.from.set_value(is_marked.then_some(task));
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
    let from = near.or(cx.selection.from.get_value());
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
    let mut is_full = false;
    cx.selection.marked.update(|marked| {
        let room = ACTS_AT_ONCE.saturating_sub(marked.len());
        let new: Vec<TaskId> = range
            .into_iter()
            .filter(|one| !marked.contains(one))
            .collect();
        is_full = new.len() > room;
        marked.extend(new.into_iter().take(room));
    });
    cx.selection.from.set_value(Some(task));
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
