//! The focus stays on the board. A card that goes, to another column or for good, takes it along or leaves it to the next one.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

use super::BoardCx;
use crate::dom::{self, Listener, after_frames};
use crate::effect::effect;

/// So long a card may take to come: the address brings another filter, and the lists are made anew, within a few frames.
const WAITED_FRAMES: u8 = 6;

impl BoardCx {
    /// A card got the focus.
    pub fn has_focus(self, task: TaskId) {
        self.active.set(Some(task));
        self.left_at.set_value(None);
        // The person went elsewhere than to the card that was to have it. A card that is about to go only got it back.
        let coming = self.reveal.get_untracked();
        if coming.is_some_and(|coming| coming != task) && self.find(task).is_some() {
            self.reveal.set(None);
        }
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
                if is_left || dom::has_focus() {
                    return;
                }
                if self.reveal.get_untracked().is_some() {
                    // Where the card that is to have it does not come, one goes on from here.
                    return self.left_at.set_value(Some((column, at)));
                }
                match self.find(task) {
                    Some(place) if place == (column, at) => {}
                    Some(_) => self.reveal.set(Some(task)),
                    None => self.go_beside(column, at),
                }
            });
        });
    }

    /// Goes on with a card that was changed, or beside the place where it stood if the filter leaves it out now.
    pub fn go_on_with(self, task: TaskId, column: ColumnId, at: usize) {
        if self.find(task).is_some() {
            self.reveal.set(Some(task));
        } else {
            // A menu that closes gives the focus back to the card that goes.
            after_frames(2, move || {
                if self.active.try_get_untracked().is_some() {
                    self.go_beside(column, at);
                }
            });
        }
    }

    /// Who goes into a field, a menu or a dialog goes on there: the card that was to have the focus a few frames later would take it,
    /// and the keys with it.
    pub fn give_up_what_one_has_left(self) {
        let listener = Listener::new(&document(), "focusin", move |event: FocusEvent| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let goes_on = target.is_some_and(|target| {
                dom::is_text_field(&target)
                    || matches!(target.closest("dialog, [popover]"), Ok(Some(_)))
            });
            if goes_on && self.reveal.get_untracked().is_some() {
                self.reveal.set(None);
            }
        });
        StoredValue::new_local(listener);
    }

    /// A card that is to have the focus may come nowhere: the filter leaves it out, or somebody deleted it. Then it is no longer
    /// waited for, since a card that came much later would take the focus and the keys from another one.
    pub fn give_up_what_does_not_come(self) {
        effect(move || {
            let Some(task) = self.reveal.get() else {
                return;
            };
            after_frames(WAITED_FRAMES, move || {
                let is_waited_for = self.reveal.try_get_untracked().flatten() == Some(task);
                if !is_waited_for || self.find(task).is_some() {
                    return;
                }
                self.reveal.set(None);
                let left = self.left_at.try_update_value(Option::take).flatten();
                if dom::has_focus() {
                    return;
                }
                match left {
                    Some((column, at)) => self.go_beside(column, at),
                    None => _ = dom::focus("#main"),
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
