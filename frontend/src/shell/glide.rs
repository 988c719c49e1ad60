//! What others do moves nothing by a jump: what has to make room glides to its new place, and what is read or pointed at does
//! not move at all. Since only `transform` moves, the browser counts no layout shift.
//!
//! Places are those of the layout (`offsetTop`), which neither scrolling nor a glide that still goes on changes. What is scrolled
//! follows what is read in it; the browser's own anchoring comes only after a frame's scripts, so it is off in that frame.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::{Touched, boards};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::dom;

/// What glides within what scrolls it.
const IN_LISTS: &str = "li, .feed-label, .feed-foot";
/// What scrolls such things up and down.
const LISTS: &str = ".column-list, .rail > .scroll, .sidebar-scroll";
/// What glides on its own.
const ALONE: &str = "tbody > tr, .group > li";

thread_local! {
    /// Where things were before the changes of this frame; none where nothing changes.
    static BEFORE: RefCell<Option<Before>> = const { RefCell::new(None) };
}

/// A thing and where it was.
struct Thing {
    element: HtmlElement,
    left: i32,
    top: i32,
}

/// A list and what is in it.
struct Scrolled {
    list: HtmlElement,
    things: Vec<Thing>,
    /// What is read: the first thing that is whole in view, where the list is scrolled.
    read: Option<usize>,
}

struct Before {
    lists: Vec<Scrolled>,
    columns: Vec<Thing>,
    alone: Vec<Thing>,
}

/// Remembers where things are. What is changed in this turn of the page shows itself from there. `touched` is what others changed:
/// a card in a column that is held keeps its height.
pub fn from_here(touched: &[Touched]) {
    pin_heights(touched);
    let is_first = BEFORE.with_borrow(Option::is_none);
    if is_first {
        BEFORE.set(Some(Before::look()));
        spawn_local(async {
            dom::changes_are_in().await;
            if let Some(before) = BEFORE.take() {
                before.glide();
            }
        });
    }
}

impl Thing {
    fn look(element: HtmlElement) -> Self {
        Self {
            left: element.offset_left(),
            top: element.offset_top(),
            element,
        }
    }

    /// How far it is from where it was; none where it is gone.
    fn moved(&self) -> Option<(i32, i32)> {
        let (left, top) = (self.element.offset_left(), self.element.offset_top());
        let is_there = self.element.is_connected();
        is_there.then_some((left - self.left, top - self.top))
    }

    /// Glides from where it was, `kept` being how far what scrolls it has followed.
    fn glide(&self, kept: (i32, i32)) {
        let moved = self
            .moved()
            .map(|moved| (kept.0 - moved.0, kept.1 - moved.1));
        if let Some((x, y)) = moved.filter(|by| *by != (0, 0)) {
            dom::glide_from(&self.element, x.into(), y.into());
        }
    }
}

impl Scrolled {
    fn look(list: HtmlElement) -> Self {
        let things = inside(&list, IN_LISTS).into_iter().map(Thing::look);
        let things: Vec<_> = things.collect();
        let edge = list.offset_top() + list.scroll_top();
        let read = things.iter().position(|thing| thing.top >= edge);
        anchor_itself(&list, false);
        Self {
            read: read.filter(|_| list.scroll_top() > 0),
            list,
            things,
        }
    }

    fn glide(self, is_still: bool) {
        let read = self.read.and_then(|at| self.things.get(at)?.moved());
        let was = self.list.scroll_top();
        if let Some((_, by)) = read.filter(|(_, by)| *by != 0) {
            self.list.set_scroll_top(was + by);
        }
        let kept = (0, self.list.scroll_top() - was);
        anchor_itself(&self.list, true);
        for thing in self.things.iter().filter(|_| !is_still) {
            thing.glide(kept);
        }
    }
}

impl Before {
    fn look() -> Self {
        let look = |selector| all(selector).into_iter().map(Thing::look).collect();
        Self {
            lists: all(LISTS).into_iter().map(Scrolled::look).collect(),
            columns: look(".board > .column"),
            alone: look(ALONE),
        }
    }

    fn glide(self) {
        let is_still = dom::prefers_reduced_motion();
        for list in self.lists {
            list.glide(is_still);
        }
        let kept = keep_columns(&self.columns);
        if !is_still {
            self.columns.iter().for_each(|column| column.glide(kept));
            self.alone.iter().for_each(|thing| thing.glide((0, 0)));
        }
    }
}

/// Columns that come or go at the left of a scrolled board leave those in view where they are. Tells how far the board was
/// scrolled for that.
fn keep_columns(columns: &[Thing]) -> (i32, i32) {
    let moved: Vec<i32> = columns
        .iter()
        .filter_map(|column| Some(column.moved()?.0))
        .collect();
    // As far as most of them were moved, if most were.
    let count = |by: &&i32| (moved.iter().filter(|other| other == by).count(), **by == 0);
    let by = moved.iter().max_by_key(count).copied().unwrap_or_default();
    let board = columns
        .iter()
        .find_map(|column| column.element.parent_element());
    let Some(board) = board.filter(|_| by != 0) else {
        return (0, 0);
    };
    let was = board.scroll_left();
    board.set_scroll_left(was + by);
    (board.scroll_left() - was, 0)
}

/// Whether the browser keeps what is read in a list in its place.
fn anchor_itself(list: &HtmlElement, is_on: bool) {
    // It fails only for a name that is none.
    let _ = list
        .style()
        .set_property("overflow-anchor", if is_on { "" } else { "none" });
}

/// A title that somebody makes longer would push away what one points at below it: it keeps its height until the column is let
/// go.
fn pin_heights(touched: &[Touched]) {
    for touched in touched {
        let Touched::Boards(boards::Touched::Card(task)) = touched else {
            continue;
        };
        let title = format!(".is-held [data-task='{task}'] .card-title");
        if let Ok(Some(title)) = document().query_selector(&title)
            && let Some(title) = title.dyn_ref::<HtmlElement>()
        {
            let height = format!("{}px", title.offset_height());
            // It fails only for a name that is none.
            let _ = title.style().set_property("block-size", &height);
        }
    }
}

/// Titles take the height they need again.
pub fn unpin_heights(column: &Element) {
    for title in inside(column, ".card-title[style]") {
        let _ = title.style().remove_property("block-size");
    }
}

fn all(selector: &str) -> Vec<HtmlElement> {
    let page = document().document_element();
    page.map(|page| inside(&page, selector)).unwrap_or_default()
}

fn inside(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok());
    found.collect()
}
