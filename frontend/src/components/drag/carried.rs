//! A column in the hand: its copy follows the pointer, and the others make room by `transform` alone, so that nothing is laid
//! out anew until it is dropped. A phone shows one column at a time; there the columns are dragged in the control above them.

use leptos::prelude::*;
use tutti_types::ColumnId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::floating::{Floating, style};
use super::press::{Press, column_of};
use super::scroll::Sideways;
use crate::components::board::{BoardCx, column_keys};
use crate::dom;
use crate::text::board as text;

/// A column, or what stands for it, and where that is among the contents of what scrolls, in pixels.
struct Lane {
    column: ColumnId,
    element: HtmlElement,
    left: f64,
    width: f64,
}

/// A held column.
pub(super) struct Carried {
    pub(super) column: ColumnId,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) pointer: i32,
    /// What they stand in, and what scrolls it.
    around: Element,
    scroller: Element,
    lanes: Vec<Lane>,
    /// The place it was taken from, and the one it would be dropped at.
    from: usize,
    at: usize,
    floating: Floating,
    sideways: Sideways,
}

impl Carried {
    pub(super) fn lift(cx: BoardCx, column: ColumnId, press: &Press) -> Option<Self> {
        let around = press.item.parent_element()?;
        let scroller = around.closest(".board, .board-segments").ok()??;
        let origin = scroller.get_bounding_client_rect().left() - f64::from(scroller.scroll_left());
        let children = around.children();
        let lanes = (0..children.length()).filter_map(|at| {
            let element: HtmlElement = children.item(at)?.dyn_into().ok()?;
            let column = column_of(&element)?;
            let rect = element.get_bounding_client_rect();
            let (left, width) = (rect.left() - origin, rect.width());
            Some(Lane {
                column,
                element,
                left,
                width,
            })
        });
        let lanes: Vec<_> = lanes.collect();
        let from = lanes.iter().position(|lane| lane.column == column)?;
        let floating = Floating::of(&press.item, press.x, press.y)?;
        // It fails only for a name that is none.
        let _ = around.class_list().add_1("is-sorting");
        let _ = press.item.class_list().add_1("is-source");
        dom::tell_dragging(true);
        dom::announce(&text::lifted_column(
            &cx.column_name(column),
            from,
            lanes.len(),
        ));
        Some(Self {
            column,
            x: press.x,
            y: press.y,
            pointer: press.pointer,
            sideways: Sideways::of(&scroller),
            around,
            scroller,
            lanes,
            from,
            at: from,
            floating,
        })
    }

    /// One frame: the copy follows, the sides scroll, the others make room. True while the sides scroll.
    pub(super) fn step(&mut self) -> bool {
        self.floating.follow(self.x, self.y);
        let scrolls = self.sideways.scroll(&self.scroller, self.x, self.at);
        self.aim();
        scrolls
    }

    /// Finds the place under the pointer, and makes room there.
    fn aim(&mut self) {
        let left = self.scroller.get_bounding_client_rect().left();
        let origin = left - f64::from(self.scroller.scroll_left());
        let Some(width) = self.lanes.get(self.from).map(|lane| lane.width) else {
            return;
        };
        let middle = self.floating.left(self.x) - origin + width / 2.0;
        let away = |lane: &Lane| (lane.left + lane.width / 2.0 - middle).abs();
        let lanes = self.lanes.iter().enumerate();
        let nearest = lanes.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)));
        let at = nearest.map_or(self.from, |(at, _)| at);
        if at != self.at {
            self.at = at;
            self.make_room();
        }
    }

    /// Each column between the two places moves one place; the one that is held marks where it would land.
    fn make_room(&self) {
        let left = |at: usize| self.lanes.get(at).map_or(0.0, |lane| lane.left);
        for (at, lane) in self.lanes.iter().enumerate() {
            let to = if at == self.from {
                self.at
            } else if at > self.from && at <= self.at {
                at - 1
            } else if at < self.from && at >= self.at {
                at + 1
            } else {
                at
            };
            let by = left(to) - left(at);
            style(&lane.element, "transform", &format!("translateX({by}px)"));
        }
    }

    fn clear(&self) {
        // It fails only for a name that is none.
        let _ = self.around.class_list().remove_1("is-sorting");
        for lane in &self.lanes {
            style(&lane.element, "transform", "");
            let _ = lane.element.class_list().remove_1("is-source");
        }
        dom::tell_dragging(false);
    }

    /// Puts it where the pointer is.
    pub(super) fn drop_here(mut self, cx: BoardCx) {
        // It may have moved since the last frame.
        self.floating.follow(self.x, self.y);
        self.aim();
        self.clear();
        cx.change(|| cx.is_dragging.set(false));
        // Others may have moved columns meanwhile: its neighbour counts, not its number.
        let above = if self.at > self.from {
            Some(self.at)
        } else {
            self.at.checked_sub(1)
        };
        let above = above
            .and_then(|at| self.lanes.get(at))
            .map(|lane| lane.column);
        let mut others = cx.column_ids();
        others.retain(|id| *id != self.column);
        let at = others
            .iter()
            .position(|id| Some(*id) == above)
            .map_or(0, |at| at + 1);
        if self.at != self.from {
            column_keys::put(cx, self.column, at);
        }
        self.land();
    }

    /// It goes back where it was.
    pub(super) fn back(self) {
        self.clear();
        self.land();
    }

    fn land(self) {
        let mut lanes = self.lanes.into_iter();
        let element = lanes.nth(self.from).map(|lane| lane.element);
        let Some(element) = element.filter(|element| element.is_connected()) else {
            return self.floating.vanish();
        };
        request_animation_frame(move || self.floating.land_on(Some(element)));
    }
}
