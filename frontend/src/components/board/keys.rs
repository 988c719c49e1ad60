//! The board's keys. Single letters act only where no text is written and nothing lies over the board.

use leptos::prelude::*;
use tutti_types::{ColumnId, Permission, TaskId};

use super::cx::Choice;
use super::{BoardCx, acts, card_menu, column_keys, keyed, opening, selection};
use crate::components::activity_rail::lies_over_board;
use crate::dom;
use crate::keys::{Anywhere, Keystroke, Lifted, OnBoard, OnCard, OnColumn, SHORTCUTS, Way};
use crate::ui::Toasts;

/// Listens for as long as the board is shown.
pub fn listen(cx: BoardCx, toasts: Toasts) {
    crate::keys::listen(move |press| {
        cx.is_space_spent.set_value(false);
        if !press.is_taken() && !dom::is_typing() && !dom::is_covered() {
            let handled = if cx.keyed.get_untracked().is_some() {
                handle_lifted(cx, press)
            } else if let Some(lifted) = cx.lifted_column.get_untracked() {
                column_keys::handle(cx, lifted, press)
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

fn handle_lifted(cx: BoardCx, press: &Keystroke) -> bool {
    match SHORTCUTS.lifted.asked(press) {
        Some(Lifted::Drop) => keyed::drop_it(cx),
        Some(Lifted::PutBack) => keyed::cancel(cx),
        Some(Lifted::Carry(way)) => keyed::carry(cx, way),
        None => return false,
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

/// The column that the focus is in.
fn column_of(press: &Keystroke) -> Option<ColumnId> {
    let column = press.target()?.closest("[data-column]").ok()??;
    column.get_attribute("data-column")?.parse().ok()
}

/// The column whose name has the focus.
fn focused_column(press: &Keystroke) -> Option<ColumnId> {
    let is_name = press.target()?.matches(".column-grip").ok()?;
    is_name.then(|| column_of(press)).flatten()
}

/// What is done for a key; tells whether anything is.
fn handle(cx: BoardCx, toasts: Toasts, press: &Keystroke) -> bool {
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
        if let Some(asked) = SHORTCUTS.on_card.asked(press) {
            // A key that is held would take one card after the other.
            let is_once = matches!(asked, OnCard::Select | OnCard::Delete);
            return match asked {
                // The browser follows a link, but only where it has the focus.
                OnCard::Open if has_focus.is_some() => false,
                _ if is_once && press.is_repeat() => true,
                _ => on_card(cx, toasts, task, asked),
            };
        }
    }
    if let Some(column) = focused_column(press)
        && let Some(OnColumn::Lift) = SHORTCUTS.on_column.asked(press)
    {
        column_keys::lift(cx, column);
        cx.is_space_spent.set_value(true);
        return true;
    }
    let from = coming.or(card).or(cx.active.get_untracked());
    let is_elsewhere = card.is_none() && !is_body(press);
    match SHORTCUTS.on_board.asked(press) {
        Some(OnBoard::NewTask) if may(cx, Permission::TasksCreate) => {
            cx.compose_by_key(card, column_of(press));
            true
        }
        Some(OnBoard::NewTask) => false,
        Some(OnBoard::Filter) => dom::enter_at("#board-filter"),
        Some(_) if is_elsewhere => false,
        Some(OnBoard::Walk(way)) => walk(cx, from, way),
        Some(OnBoard::Next) => walk(cx, from, Way::Down),
        Some(OnBoard::Previous) => walk(cx, from, Way::Up),
        Some(OnBoard::Select(way)) => select(cx, from, way),
        None => match SHORTCUTS.anywhere.asked(press) {
            Some(Anywhere::Close) => !is_panel_open() && !lies_over_board() && selection::clear(cx),
            Some(Anywhere::Undo) => toasts.undo() || acts::undo(cx, toasts),
            // The frame's.
            _ => false,
        },
    }
}

fn may(cx: BoardCx, permission: Permission) -> bool {
    untrack(|| cx.space.may(permission))
}

/// What is done to a card; tells whether anything is.
fn on_card(cx: BoardCx, toasts: Toasts, task: TaskId, asked: OnCard) -> bool {
    let needed = match asked {
        OnCard::Open => return opening::open(task),
        OnCard::Delete => Permission::TasksDelete,
        _ => Permission::TasksUpdate,
    };
    if !may(cx, needed) {
        return false;
    }
    match asked {
        OnCard::Move => card_menu::open(cx, task, Choice::Move),
        OnCard::Status => card_menu::open(cx, task, Choice::Status),
        OnCard::Assignee => card_menu::open(cx, task, Choice::Assignee),
        OnCard::Priority => card_menu::open(cx, task, Choice::Priority),
        OnCard::Due => card_menu::open(cx, task, Choice::Due),
        OnCard::Lift => keyed::lift(cx, task),
        OnCard::Select => selection::toggle(cx, task),
        OnCard::Delete => acts::delete(cx, toasts, &cx.meant_by(task)),
        // The card hears its click itself.
        OnCard::Open | OnCard::SelectUpTo => return false,
    }
    true
}

/// Goes from card to card and selects what lies between.
fn select(cx: BoardCx, from: Option<TaskId>, way: Way) -> bool {
    let walked = walk(cx, from, way);
    if may(cx, Permission::TasksUpdate)
        && let Some(reached) = cx.active.get_untracked()
    {
        selection::extend_to(cx, from, reached);
    }
    walked
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
