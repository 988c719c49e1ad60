//! A column as it is shown. While a pointer, the focus or an open menu is in it, or a card is in the hand, it is held still:
//! see [`tutti_state::held`]. It is let go when they leave, and when the person asks for what waits.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use rustc_hash::FxHashSet;
use tutti_state::Slot;
use tutti_state::held::{hold, waiting};
use tutti_types::{ColumnId, TaskId};

use super::BoardCx;
use crate::components::board::filter::Filter;
use crate::dom::{self, after_frames};
use crate::shell::glide;

/// What stands in a column.
#[derive(Clone, Default)]
pub struct Laid {
    /// Its places, from top to bottom.
    pub slots: Arc<[Slot<TaskId>]>,
    /// The cards in them.
    pub ids: Arc<[TaskId]>,
    /// How many cards wait to be shown.
    pub waiting: usize,
    /// The cards that waited until it was laid out, and when that was, by the page's steady clock.
    came: (u64, Arc<[TaskId]>),
    /// How many things the person had done when it was laid out.
    acts: u64,
    /// What was asked to be shown.
    asked: Asked,
}

/// A card that is shown as long after it waited is one of many again.
const NEW_FOR_MS: u64 = 2_000;

/// What the person asked to see; another wish lays a held column out anew.
#[derive(Clone, Default, PartialEq, Eq)]
struct Asked {
    filter: Filter,
    admitted: u32,
}

/// Which columns the person attends to.
#[derive(Clone, Copy)]
pub struct Attention {
    /// The column the pointer is in.
    pub pointer: RwSignal<Option<ColumnId>>,
    /// The column the focus is in.
    pub focus: RwSignal<Option<ColumnId>>,
    /// Rises whenever somebody asks for what waits.
    admitted: RwSignal<u32>,
}

impl Attention {
    pub fn new() -> Self {
        Self {
            pointer: RwSignal::new(None),
            focus: RwSignal::new(None),
            admitted: RwSignal::new(0),
        }
    }
}

impl BoardCx {
    /// The pointer came into a column.
    pub fn pointer_enters(self, column: ColumnId) {
        self.change(|| self.attention.pointer.set(Some(column)));
    }

    /// The pointer left a column.
    pub fn pointer_leaves(self, column: ColumnId) {
        if self.attention.pointer.get_untracked() == Some(column) {
            self.change(|| self.attention.pointer.set(None));
        }
    }

    /// Something in a column got the focus.
    pub fn focus_enters(self, column: ColumnId) {
        if self.attention.focus.get_untracked() != Some(column) {
            self.change(|| self.attention.focus.set(Some(column)));
        }
    }

    /// What had the focus in a column lost it. A card that is made anew elsewhere gets it back after two frames.
    pub fn focus_leaves(self, column: ColumnId) {
        after_frames(3, move || {
            let active = dom::active();
            let around = active.and_then(|active| active.closest("[data-column]").ok()?);
            let now = around.and_then(|around| around.get_attribute("data-column")?.parse().ok());
            if self.attention.focus.try_get_untracked() == Some(Some(column)) && now != Some(column)
            {
                self.change(|| self.attention.focus.set(now));
            }
        });
    }

    /// Shows what waits, since the person asked for it.
    pub fn let_in(self) {
        self.change(|| _ = self.attention.admitted.try_update(|n| *n += 1));
    }

    /// Shows what waits in a column, and goes on in it.
    pub fn admit(self, column: ColumnId) {
        self.let_in();
        let card = self.active.get_untracked();
        let card = card.filter(|card| self.find(*card).is_some_and(|(of, _)| of == column));
        // The button goes as it is pressed.
        match card.or_else(|| untrack(|| self.visible(column)).first().copied()) {
            Some(card) => self.reveal.set(Some(card)),
            None => _ = dom::focus("#main"),
        }
    }

    /// Shows a change of what is held without a jump.
    pub fn change(self, change: impl FnOnce()) {
        glide::from_here(&[]);
        change();
    }

    /// Whether a column is held still. Tracked.
    pub fn is_held(self, column: ColumnId) -> bool {
        let here = self.attention;
        here.pointer.get() == Some(column)
            || here.focus.get() == Some(column)
            || self.menu.column() == Some(column)
            || self.is_dragging.get()
    }

    /// A column as it is shown.
    pub fn lane(self, column: ColumnId) -> ArcMemo<Laid> {
        if let Some(lane) = self.lanes.with_value(|lanes| lanes.get(&column).cloned()) {
            return lane;
        }
        let lane = ArcMemo::new_owning(move |old: Option<Laid>| {
            let laid = self.lay_out(column, old.as_ref());
            let is_new =
                old.is_none_or(|old| old.slots != laid.slots || old.waiting != laid.waiting);
            (laid, is_new)
        });
        self.lanes.update_value(|lanes| {
            lanes.insert(column, lane.clone());
        });
        lane
    }

    /// Whether a card waited until just now.
    pub fn has_come(self, column: ColumnId, task: TaskId) -> bool {
        self.lane(column).with_untracked(|laid| {
            let (at, came) = &laid.came;
            dom::steady_ms() < at + NEW_FOR_MS && came.contains(&task)
        })
    }

    fn lay_out(self, column: ColumnId, old: Option<&Laid>) -> Laid {
        let asked = Asked {
            filter: self.view.filter.get(),
            admitted: self.attention.admitted.get(),
        };
        let now = self.passing(column);
        let before = old.filter(|old| old.asked.filter == asked.filter);
        let old = old.filter(|old| self.is_held(column) && old.asked == asked);
        let slots = match old {
            Some(old) => hold(&old.slots, &now, |task| {
                self.space.last_act(task) > old.acts
            }),
            None => now.iter().map(|task| Slot::Here(*task)).collect(),
        };
        let came = match before {
            Some(before) if before.waiting > 0 && old.is_none() => {
                let stood: FxHashSet<TaskId> = before.ids.iter().copied().collect();
                let came = now.iter().copied().filter(|task| !stood.contains(task));
                (dom::steady_ms(), came.collect())
            }
            Some(before) => before.came.clone(),
            None => Default::default(),
        };
        Laid {
            came,
            waiting: waiting(&slots, &now),
            ids: slots.iter().filter_map(Slot::here).collect(),
            slots: slots.into(),
            acts: self.space.acts(),
            asked,
        }
    }
}
