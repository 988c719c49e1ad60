//! A pointer that is down on something that can be lifted.

use leptos::leptos_dom::helpers::TimeoutHandle;
use tutti_types::{ColumnId, TaskId};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// What can be lifted.
#[derive(Clone, Copy)]
pub(super) enum Thing {
    Card(TaskId),
    Column(ColumnId),
}

/// A pointer that is down on a card, on a column's head or on what stands for a column.
pub(super) struct Press {
    pub(super) thing: Thing,
    /// The card's item, or the column.
    pub(super) item: HtmlElement,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) pointer: i32,
    pub(super) is_finger: bool,
    pub(super) timer: Option<TimeoutHandle>,
}

impl Drop for Press {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// Where the pointer is in the window, in pixels.
pub(super) fn point(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// What is under the pointer, unless that is on a button of its own.
pub(super) fn thing_at(event: &PointerEvent) -> Option<(Thing, HtmlElement)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let button = target
        .closest("button, textarea, input, dialog, .menu")
        .ok()?;
    if button.is_some_and(|button| button.matches(".column-grip, [data-segment]") != Ok(true)) {
        return None;
    }
    if target
        .closest(".column-head, [data-segment]")
        .ok()?
        .is_some()
    {
        let column = target.closest("[data-column], [data-segment]").ok()??;
        return Some((Thing::Column(column_of(&column)?), column.dyn_into().ok()?));
    }
    let item = target
        .closest(".card")
        .ok()??
        .closest("[data-task]")
        .ok()??;
    let task = item.get_attribute("data-task")?.parse().ok()?;
    Some((Thing::Card(task), item.dyn_into().ok()?))
}

/// The column that an element is or stands for.
pub(super) fn column_of(element: &Element) -> Option<ColumnId> {
    let of = |name: &str| element.get_attribute(name);
    let id = of("data-column").or_else(|| of("data-segment"));
    id?.parse().ok()
}
