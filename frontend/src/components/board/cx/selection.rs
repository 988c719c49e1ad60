//! Which cards are marked.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use tutti_types::TaskId;
use tutti_types::limits::ACTS_AT_ONCE;

use super::BoardCx;

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

    /// The card that was marked last, where a range begins.
    pub fn from(self) -> Option<TaskId> {
        self.from.get_value()
    }

    /// Marks a card, or takes the mark away; tells whether it found no room.
    pub fn toggle(self, task: TaskId) -> bool {
        let is_marked = !untrack(|| self.holds(task));
        let mut is_full = false;
        self.marked.update(|marked| {
            if !is_marked {
                marked.remove(&task);
            } else if marked.len() < ACTS_AT_ONCE {
                marked.insert(task);
            } else {
                is_full = true;
            }
        });
        self.from.set_value(is_marked.then_some(task));
        is_full
    }

    /// Marks these too, the last of them being `last`; tells whether some found no room.
    pub fn add(self, tasks: Vec<TaskId>, last: TaskId) -> bool {
        let mut is_full = false;
        self.marked.update(|marked| {
            let room = ACTS_AT_ONCE.saturating_sub(marked.len());
            let new: Vec<TaskId> = tasks
                .into_iter()
                .filter(|one| !marked.contains(one))
                .collect();
            is_full = new.len() > room;
            marked.extend(new.into_iter().take(room));
        });
        self.from.set_value(Some(last));
        is_full
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
