//! The board's keys. Single letters act only where no text is written and nothing lies over the board.

use leptos::prelude::*;
use tutti_types::{ColumnId, Permission, TaskId};

use super::card_menu::Choice;
use super::keyed::{self, Way};
use super::{BoardCx, Opener, acts, column_keys, opening, selection};
use crate::components::activity_rail::lies_over_board;
use crate::dom;
use crate::keys::Keystroke;
use crate::ui::Toasts;

/// Listens for as long as the board is shown.
pub fn listen(cx: BoardCx, toasts: Toasts) {
    crate::keys::listen(move |press| {
        cx.is_space_spent.set_value(false);
        if !press.is_taken() && !dom::is_typing() && !dom::is_covered() {
            let handled = if cx.keyed.get_untracked().is_some() {
                handle_lifted(cx, press)
            } else if let Some(lifted) = cx.lifted_column.get_untracked() {
                column_keys::handle(cx, lifted, press.key(), way(press.key()))
            } else {
                handle(cx, toasts, press)
            };
            if handled {
                press.take();
            }
        }
    });
}

/// Whether a task lies over the board, which Escape closes first, as it does the rail.
fn is_panel_open() -> bool {
    matches!(document().query_selector(".panel"), Ok(Some(_)))
}

fn way(key: &str) -> Option<Way> {
    Some(match key {
        "ArrowUp" | "k" => Way::Up,
        "ArrowDown" | "j" => Way::Down,
        "ArrowLeft" => Way::Left,
        "ArrowRight" => Way::Right,
        "Home" => Way::Home,
        "End" => Way::End,
        _ => return None,
    })
}

fn handle_lifted(cx: BoardCx, press: &Keystroke) -> bool {
    match (press.key(), way(press.key())) {
        (" " | "Enter", _) => keyed::drop_it(cx),
        ("Escape" | "Tab", _) => keyed::cancel(cx),
        (_, Some(way)) => keyed::carry(cx, way),
        _ => return false,
    }
    true
}

/// The card that has the focus.
fn focused(press: &Keystroke) -> Option<TaskId> {
    let target = press.target()?;
    // A button on the card, such as Retry, keeps its own keys.
    target.matches(".card-title").ok().filter(|is| *is)?;
    let item = target.closest("[data-task]").ok()??;
    item.get_attribute("data-task")?.parse().ok()
}

/// The column whose name has the focus.
fn focused_column(press: &Keystroke) -> Option<ColumnId> {
    let target = press.target()?;
    target.matches(".column-grip").ok().filter(|is| *is)?;
    let column = target.closest("[data-column]").ok()??;
    column.get_attribute("data-column")?.parse().ok()
}

fn handle(cx: BoardCx, toasts: Toasts, press: &Keystroke) -> bool {
    if press.is_chord() {
        return false;
    }
    let key = press.key();
    // Keys may come faster than the focus follows: then the card it is on its way to counts. A card that went from one column
    // to another has left the focus behind, and nothing has it until the next frames.
    let coming = cx.reveal.get_untracked();
    let coming = coming.filter(|task| cx.find(*task).is_some());
    let has_focus = focused(press);
    let card = match has_focus {
        Some(task) => Some(coming.unwrap_or(task)),
        None => coming.filter(|_| is_body(press)),
    };
    if let Some(task) = card {
        cx.active.set(Some(task));
        if let Some(choice) = Choice::of_key(key).filter(|_| cx.space.may(Permission::TasksUpdate))
        {
            cx.menu.open(cx, task, choice);
            return true;
        }
        match key {
            // The browser follows a link only where it has the focus.
            "Enter" if has_focus.is_none() => return opening::open(task),
            " " if cx.space.may(Permission::TasksUpdate) => {
                keyed::lift(cx, task);
                return true;
            }
            // A key that is held would take one card after the other.
            "x" | "Delete" if press.is_repeat() => return true,
            "x" if cx.space.may(Permission::TasksUpdate) => {
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
    if let Some(column) = focused_column(press).filter(|_| key == " ") {
        column_keys::lift(cx, column);
        cx.is_space_spent.set_value(true);
        return true;
    }
    let is_elsewhere = card.is_none() && !is_body(press);
    if let Some(way) = way(key).filter(|_| !is_elsewhere) {
        let from = coming.or(card).or(cx.active.get_untracked());
        let walked = walk(cx, from, way);
        if press.is_shifted()
            && cx.space.may(Permission::TasksUpdate)
            && let Some(reached) = cx.active.get_untracked()
        {
            selection::extend_to(cx, from, reached);
        }
        return walked;
    }
    match key {
        "c" if cx.space.may(Permission::TasksCreate) => cx.compose_near(card, Opener::Key),
        "Escape" => return !is_panel_open() && !lies_over_board() && selection::clear(cx),
        "z" => return toasts.undo() || acts::undo(cx, toasts),
        "f" | "/" => return dom::focus("#board-filter"),
        _ => return false,
    }
    true
}

/// Whether nothing in particular has the focus.
fn is_body(press: &Keystroke) -> bool {
    press.target().is_some_and(|t| {
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
