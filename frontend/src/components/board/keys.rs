//! The board's keys. Single letters act only where no text is written and nothing lies over the board.

use leptos::prelude::*;
use tutti_types::{Permission, TaskId};
use web_sys::KeyboardEvent;

use super::card_menu::Choice;
use super::keyed::{self, Way};
use super::{BoardCx, acts, selection};
use crate::dom;
use crate::ui::Toasts;

/// Listens for as long as the board is shown.
pub fn listen(cx: BoardCx, toasts: Toasts) {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if !event.default_prevented() && !dom::is_typing() && !is_covered() {
            let handled = if cx.keyed.get_untracked().is_some() {
                handle_lifted(cx, &event)
            } else {
                handle(cx, toasts, &event)
            };
            if handled {
                event.prevent_default();
            }
        }
    });
    on_cleanup(move || keys.remove());
}

/// Whether a dialog or a menu is open, which has its own keys.
fn is_covered() -> bool {
    let open = document().query_selector("dialog[open], .menu:popover-open");
    matches!(open, Ok(Some(_)))
}

/// Whether a task lies over the board, which Escape closes first.
fn is_panel_open() -> bool {
    matches!(document().query_selector(".panel"), Ok(Some(_)))
}

fn way(key: &str) -> Option<Way> {
    Some(match key {
        "ArrowUp" | "k" | "K" => Way::Up,
        "ArrowDown" | "j" | "J" => Way::Down,
        "ArrowLeft" => Way::Left,
        "ArrowRight" => Way::Right,
        "Home" => Way::Home,
        "End" => Way::End,
        _ => return None,
    })
}

fn handle_lifted(cx: BoardCx, event: &KeyboardEvent) -> bool {
    match (event.key().as_str(), way(&event.key())) {
        (" " | "Enter", _) => keyed::drop_it(cx),
        ("Escape" | "Tab", _) => keyed::cancel(cx),
        (_, Some(way)) => keyed::carry(cx, way),
        _ => return false,
    }
    true
}

/// The card that has the focus.
fn focused(event: &KeyboardEvent) -> Option<TaskId> {
    use wasm_bindgen::JsCast;
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    // A button on the card, such as Retry, keeps its own keys.
    target.matches(".card-title").ok().filter(|is| *is)?;
    let item = target.closest("[data-task]").ok()??;
    item.get_attribute("data-task")?.parse().ok()
}

fn handle(cx: BoardCx, toasts: Toasts, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let key = event.key();
    // Keys may come faster than the focus follows: then the card it is on its way to counts.
    let coming = cx.reveal.get_untracked();
    let coming = coming.filter(|task| cx.find(*task).is_some());
    let card = focused(event).map(|task| coming.unwrap_or(task));
    if let Some(task) = card {
        cx.active.set(Some(task));
        if let Some(choice) = Choice::of_key(&key).filter(|_| cx.space.may(Permission::TasksUpdate))
        {
            cx.menu.open(task, cx.meant_by(task), choice);
            return true;
        }
        match key.as_str() {
            " " if cx.space.may(Permission::TasksUpdate) => {
                keyed::lift(cx, task);
                return true;
            }
            // A key that is held would take one card after the other.
            "x" | "X" | "Delete" if event.repeat() => return true,
            "x" | "X" if cx.space.may(Permission::TasksUpdate) => {
                selection::toggle(cx, task);
                return true;
            }
            "Delete" if cx.space.may(Permission::TasksDelete) => {
                acts::delete(cx, toasts, &cx.meant_by(task));
                return true;
            }
            _ => {}
        }
    }
    let is_elsewhere = card.is_none() && !is_body(event);
    if let Some(way) = way(&key).filter(|_| !is_elsewhere) {
        let from = coming.or(card).or(cx.active.get_untracked());
        let walked = walk(cx, from, way);
        if event.shift_key()
            && cx.space.may(Permission::TasksUpdate)
            && let Some(reached) = cx.active.get_untracked()
        {
            selection::extend_to(cx, from, reached);
        }
        return walked;
    }
    match key.as_str() {
        "c" | "C" if cx.space.may(Permission::TasksCreate) => acts::compose(cx, card),
        "Escape" => return !is_panel_open() && selection::clear(cx),
        "z" | "Z" => return toasts.undo() || acts::undo(cx, toasts),
        "f" | "F" | "/" => return dom::focus("#board-filter"),
        _ => return false,
    }
    true
}

/// Whether nothing in particular has the focus.
fn is_body(event: &KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|t| {
        t.matches("body, main, main h1, .board, .column-list")
            .unwrap_or(false)
    })
}

/// Goes from card to card.
fn walk(cx: BoardCx, from: Option<TaskId>, way: Way) -> bool {
    let columns = cx.column_ids();
    let Some((column, at)) = from.and_then(|task| cx.find(task)) else {
        // Nothing is active yet: the first card there is.
        let first = columns
            .iter()
            .find_map(|column| untrack(|| cx.visible(*column)).first().copied());
        return first.is_some_and(|task| show(cx, task));
    };
    let ids = untrack(|| cx.visible(column));
    let to = match way {
        Way::Up => at.checked_sub(1).and_then(|at| ids.get(at)).copied(),
        Way::Down => ids.get(at + 1).copied(),
        Way::Home => ids.first().copied(),
        Way::End => ids.last().copied(),
        Way::Left | Way::Right => {
            let here = columns
                .iter()
                .position(|c| *c == column)
                .unwrap_or_default();
            let nearest = |column: &tutti_types::ColumnId| {
                let ids = untrack(|| cx.visible(*column));
                ids.get(at).or_else(|| ids.last()).copied()
            };
            // An empty column is passed over.
            if way == Way::Left {
                columns.iter().take(here).rev().find_map(nearest)
            } else {
                columns.iter().skip(here + 1).find_map(nearest)
            }
        }
    };
    to.is_none_or(|task| show(cx, task))
}

fn show(cx: BoardCx, task: TaskId) -> bool {
    cx.active.set(Some(task));
    cx.reveal.set(Some(task));
    true
}
