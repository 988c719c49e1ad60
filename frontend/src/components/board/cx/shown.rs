//! The cards of a board as they are shown: filtered, and with the lifted one where the keys have put it.

use std::sync::Arc;

use leptos::prelude::*;
use tutti_state::Slot;
use tutti_types::{ColumnId, TaskId};

use super::{BoardCx, Keyed};

impl BoardCx {
    /// The cards of a column as they are shown now: filtered, and with the lifted card where the keys have put it. Tracked.
    pub fn visible(self, column: ColumnId) -> Arc<[TaskId]> {
        match self.lifted() {
            Some(_) => self.slots(column).iter().filter_map(Slot::here).collect(),
            None => self.lane(column).with(|laid| laid.ids.clone()),
        }
    }

    /// The places of a column, those included whose card somebody else took away. Tracked.
    pub fn slots(self, column: ColumnId) -> Arc<[Slot<TaskId>]> {
        let slots = self.lane(column).with(|laid| laid.slots.clone());
        match self.lifted() {
            Some(keyed) => keyed.lay_over(column, &slots),
            None => slots,
        }
    }

    /// The card that the keys have lifted, unless somebody deleted it while it is in the air. Tracked.
    fn lifted(self) -> Option<Keyed> {
        let is_there = |keyed: &Keyed| {
            let card = self.space.card(keyed.task);
            card.is_some_and(|card| card.with(|card| !card.is_gone))
        };
        self.keyed.get().filter(is_there)
    }

    /// The cards of a column that pass the filter. Tracked.
    pub(super) fn passing(self, column: ColumnId) -> Arc<[TaskId]> {
        let ids = self.space.order(column).with(|order| order.ids.clone());
        if self.is_filtered() {
            ids.iter().copied().filter(|id| self.passes(*id)).collect()
        } else {
            ids
        }
    }

    /// How many cards of a column pass the filter; none where nothing is left out. Tracked.
    pub fn narrowed(self, column: ColumnId) -> Option<usize> {
        self.is_filtered().then(|| self.passing(column).len())
    }

    /// Whether a card passes the filter. Tracked.
    pub fn passes(self, task: TaskId) -> bool {
        let Some(card) = self.space.card(task) else {
            return false;
        };
        let me = self.space.me.with(|me| me.user_id);
        let filter = self.view.filter;
        card.with(|card| filter.with(|filter| filter.passes(&card.task, me)))
    }

    /// Where a card is shown: its column and its place in it, untracked.
    pub fn find(self, task: TaskId) -> Option<(ColumnId, usize)> {
        untrack(|| {
            self.column_ids().into_iter().find_map(|column| {
                let at = self.visible(column).iter().position(|id| *id == task)?;
                Some((column, at))
            })
        })
    }

    /// *To do, 2 of 5*, for the announcements.
    pub fn place_in_words(self, column: ColumnId, at: usize) -> String {
        let of = untrack(|| self.visible(column).len());
        crate::text::board::place(&self.column_name(column), at, of)
    }
}
