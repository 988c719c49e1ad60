//! What the keys have lifted and carry about.

use std::sync::Arc;

use tutti_state::Slot;
use tutti_types::{ColumnId, TaskId};

/// A card that the keys have lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyed {
    pub task: TaskId,
    /// The column it is over.
    pub column: ColumnId,
    /// Its place there.
    pub at: usize,
    /// The column it was lifted from.
    pub from: ColumnId,
    /// Its place there.
    pub from_at: usize,
}

impl Keyed {
    /// A column's places with the lifted card where it is now.
    pub fn lay_over(&self, column: ColumnId, slots: &[Slot<TaskId>]) -> Arc<[Slot<TaskId>]> {
        let others = slots.iter().copied().filter(|slot| slot.key() != self.task);
        let mut slots: Vec<Slot<TaskId>> = others.collect();
        if column == self.column {
            let mut cards = slots
                .iter()
                .enumerate()
                .filter(|(_, slot)| slot.here().is_some());
            let at = cards.nth(self.at).map_or(slots.len(), |(at, _)| at);
            slots.insert(at, Slot::Here(self.task));
        }
        slots.into()
    }
}

/// A column that the keys have lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiftedColumn {
    pub column: ColumnId,
    /// Its place now, and the one it was lifted from.
    pub at: usize,
    pub from: usize,
}
