//! The focus stays on the board. A card that goes, to another column or for good, takes it along or leaves it to the next one.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};
use wasm_bindgen::JsCast;

use super::BoardCx;
use crate::dom;

impl BoardCx {
    /// A card got the focus.
    pub fn has_focus(self, task: TaskId) {
        self.active.set(Some(task));
        let place = self.find(task);
        self.focused
            .set_value(place.map(|(column, at)| (task, column, at)));
    }

    /// A card lost the focus. Where its element is still there a moment later somebody went elsewhere; else it went with it.
    pub fn lost_focus(self, task: TaskId, event: &web_sys::FocusEvent) {
        let element = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        request_animation_frame(move || {
            if element.is_some_and(|element| element.is_connected()) {
                self.forget_focus(task);
            }
        });
    }

    fn forget_focus(self, task: TaskId) {
        let held = self.focused.try_get_value().flatten();
        if held.is_some_and(|(focused, ..)| focused == task) {
            self.focused.set_value(None);
        }
    }

    /// A card's element goes. What is only scrolled out of sight keeps its place and is left alone.
    pub fn element_goes(self, task: TaskId) {
        let held = self.focused.try_get_value().flatten();
        let Some((_, column, at)) = held.filter(|(focused, ..)| *focused == task) else {
            return;
        };
        self.focused.set_value(None);
        // The lists are made anew in this frame and the next.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let is_left = self.active.try_get_untracked().is_none();
                if is_left || dom::has_focus() || self.reveal.get_untracked().is_some() {
                    return;
                }
                match self.find(task) {
                    Some(place) if place == (column, at) => {}
                    Some(_) => self.reveal.set(Some(task)),
                    None => self.go_beside(column, at),
                }
            });
        });
    }

    /// Goes to the card that stands at a place now, or else to the last of the column, or to the board.
    pub fn go_beside(self, column: ColumnId, at: usize) {
        let ids = untrack(|| self.visible(column));
        match ids.get(at).or(ids.last()) {
            Some(next) => {
                self.active.set(Some(*next));
                self.reveal.set(Some(*next));
            }
            None => {
                dom::focus("#main");
            }
        }
    }
}
