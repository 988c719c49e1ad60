//! A card in the hand: its copy, the slot where it would land, and the place it left.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::floating::{Floating, style};
use super::press::Press;
use super::scroll::Sideways;
use crate::components::board::BoardCx;
use crate::dom;

/// A column as it lies on the screen.
pub(super) struct Lane {
    pub(super) id: ColumnId,
    pub(super) section: Element,
    pub(super) list: Element,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// A held card.
pub(super) struct Held {
    pub(super) task: TaskId,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) pointer: i32,
    pub(super) board: Element,
    pub(super) lanes: Vec<Lane>,
    /// The lane the slot is in.
    pub(super) over: Option<usize>,
    pub(super) slot: HtmlElement,
    pub(super) floating: Floating,
    pub(super) height: f64,
    /// It shows one column at a time.
    pub(super) is_phone: bool,
    pub(super) sideways: Sideways,
    source: HtmlElement,
}

impl Held {
    pub(super) fn lift(cx: BoardCx, task: TaskId, press: &Press) -> Option<Self> {
        let card: HtmlElement = press.item.query_selector(".card").ok()??.dyn_into().ok()?;
        let board = press.item.closest(".board").ok()??;
        let height = card.get_bounding_client_rect().height();
        let floating = Floating::of(&card, press.x, press.y)?;
        floating.tell_count(cx.meant_by(task).len());
        let slot: HtmlElement = document().create_element("li").ok()?.dyn_into().ok()?;
        slot.set_class_name("card-slot");
        style(&slot, "--slot-h", &format!("{height}px"));
        style(&slot, "flex", "none");
        let mut held = Self {
            task,
            x: press.x,
            y: press.y,
            pointer: press.pointer,
            sideways: Sideways::of(&board),
            board,
            lanes: Vec::new(),
            over: None,
            slot,
            floating,
            height,
            is_phone: dom::is_phone(),
            source: press.item.clone(),
        };
        held.read_lanes();
        held.hide_source();
        if let Some(selection) = window().get_selection().ok().flatten() {
            // What was selected on the way to the lift was not meant. It fails only where nothing is selected.
            let _ = selection.remove_all_ranges();
        }
        held.tell_body(true);
        cx.active.set(Some(task));
        Some(held)
    }

    /// The place the card left, where that is in a column.
    pub(super) fn source_in(&self, lane: &Lane) -> Option<&HtmlElement> {
        let parent = self.source.parent_element();
        (parent.as_ref() == Some(&lane.list)).then_some(&self.source)
    }

    fn tell_body(&self, is_dragging: bool) {
        dom::tell_dragging(is_dragging);
        if let Some(board) = self.board.dyn_ref::<HtmlElement>() {
            style(
                board,
                "scroll-snap-type",
                if is_dragging { "none" } else { "" },
            );
        }
    }

    /// Where the columns are: the board scrolls, and others make, move and delete columns meanwhile.
    pub(super) fn read_lanes(&mut self) {
        let mut lanes = Vec::new();
        let Ok(sections) = self.board.query_selector_all("[data-column]") else {
            return;
        };
        for at in 0..sections.length() {
            let Some(section) = sections.item(at).and_then(|n| n.dyn_into::<Element>().ok()) else {
                continue;
            };
            let id = section
                .get_attribute("data-column")
                .and_then(|id| id.parse().ok());
            let list = section.query_selector(".column-list").ok().flatten();
            if let (Some(id), Some(list)) = (id, list) {
                let rect = section.get_bounding_client_rect();
                lanes.push(Lane {
                    id,
                    section,
                    list,
                    left: rect.left(),
                    right: rect.right(),
                });
            }
        }
        let is_same = |(new, old): (&Lane, &Lane)| new.section == old.section;
        if lanes.len() != self.lanes.len() || !lanes.iter().zip(&self.lanes).all(is_same) {
            // The number of the one it is over counted among others.
            self.unmark();
            self.over = None;
        }
        self.lanes = lanes;
    }

    fn unmark(&self) {
        for lane in &self.lanes {
            // It fails only for a name that is none.
            let _ = lane.section.class_list().remove_1("is-target");
        }
    }

    /// The place the card left is marked; a windowed column may have made it anew.
    pub(super) fn hide_source(&mut self) {
        if !self.source.is_connected() {
            let found = self
                .board
                .query_selector(&format!("[data-task='{}']", self.task));
            match found.ok().flatten().and_then(|e| e.dyn_into().ok()) {
                Some(source) => self.source = source,
                None => return,
            }
        }
        if self.source.class_list().contains("card-slot--source") {
            return;
        }
        self.source.set_class_name("card-slot card-slot--source");
        style(&self.source, "--slot-h", &format!("{}px", self.height));
        if let Some(card) = card_in(&self.source) {
            style(&card, "visibility", "hidden");
        }
    }

    /// Takes away all marks; the copy stays.
    pub(super) fn clear(&self) {
        self.slot.remove();
        self.unmark();
        self.source.set_class_name("");
        if let Some(card) = card_in(&self.source) {
            let _ = card.style().remove_property("visibility");
        }
        self.tell_body(false);
    }

    /// The card goes back where it was.
    pub(super) fn back(self) {
        self.clear();
        let card = card_in(&self.source).filter(|card| card.is_connected());
        match card {
            Some(card) => self.floating.land_on(Some(card)),
            None => self.floating.vanish(),
        }
    }
}

/// The card in an item of a list.
pub(super) fn card_in(item: &Element) -> Option<HtmlElement> {
    item.query_selector(".card").ok()??.dyn_into().ok()
}
