//! The drop: the one moment in which the state hears of a drag.

use leptos::prelude::*;
use tutti_types::TaskId;

use super::held::{Held, card_in};
use crate::components::board::{BoardCx, put};
use crate::dom;
use crate::store::CardState;
use crate::text::board as text;

impl Held {
    /// Moves the card where the pointer is, and with it those that are meant with it.
    pub(super) fn drop_here(mut self, cx: BoardCx) {
        self.aim();
        let target = self
            .over
            .and_then(|at| self.lanes.get(at))
            .map(|lane| lane.id);
        let is_placed = self.slot.is_connected();
        let (after, before) = self.neighbours();
        self.clear();
        // What others did meanwhile shows now, so that the place is counted among what is there.
        cx.change(|| cx.is_dragging.set(false));
        cx.let_in();
        let Some(column) = target.filter(|_| is_placed) else {
            return self.back();
        };
        let is_gone = |card: ArcRwSignal<CardState>| card.with_untracked(|card| card.is_gone);
        if cx.space.card(self.task).is_none_or(is_gone) {
            dom::announce(text::CARD_GONE);
            return self.back();
        }
        let tasks = cx.meant_by(self.task);
        let shown = untrack(|| cx.visible(column));
        let ids: Vec<TaskId> = shown
            .iter()
            .copied()
            .filter(|id| *id != self.task)
            .collect();
        let place_of = |id: TaskId| ids.iter().position(|other| *other == id);
        let at = before
            .and_then(place_of)
            .or_else(|| after.and_then(place_of).map(|at| at + 1))
            .unwrap_or(if before.is_none() { ids.len() } else { 0 });
        let is_other = |id: &&TaskId| !tasks.contains(id);
        let at = ids.iter().take(at).filter(is_other).count();
        if !put(cx.space, &tasks, column, &shown, at) {
            return self.back();
        }
        let of = ids.iter().filter(is_other).count() + tasks.len();
        let name = cx.column_name(column);
        dom::announce(&text::dropped(&text::place(&name, at, of)));
        // The keys that follow are for the card that was dropped.
        cx.reveal.set(Some(self.task));
        let (task, floating) = (self.task, self.floating);
        request_animation_frame(move || {
            let item = document().query_selector(&format!("[data-task='{task}']"));
            floating.land_on(item.ok().flatten().and_then(|item| card_in(&item)));
        });
    }
}
