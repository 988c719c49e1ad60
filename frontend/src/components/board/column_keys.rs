//! Moving a column by keys, as a card is: Space on its name lifts it, arrows carry it, Space drops it, Escape brings it back.
//! Nobody else sees it until it is dropped.

use leptos::prelude::*;
use tutti_state::boards::ColumnMove;
use tutti_state::{Intent, order};
use tutti_types::ColumnId;
use tutti_types::columns::MoveColumn;
use web_sys::ScrollBehavior;

use super::BoardCx;
use super::cx::LiftedColumn;
use crate::dom;
use crate::keys::{Keystroke, Lifted, SHORTCUTS, Way};
use crate::text::board as text;

/// Lifts a column.
pub fn lift(cx: BoardCx, column: ColumnId) {
    let ids = cx.column_ids();
    let Some(at) = ids.iter().position(|id| *id == column) else {
        return;
    };
    let from = at;
    cx.lifted_column
        .set(Some(LiftedColumn { column, at, from }));
    dom::announce(&text::lifted_column(&cx.column_name(column), at, ids.len()));
}

/// What a key does while a column is lifted; tells whether it does anything.
pub fn handle(cx: BoardCx, lifted: LiftedColumn, press: &Keystroke) -> bool {
    cx.is_space_spent.set_value(press.key() == " ");
    match SHORTCUTS.lifted.asked(press) {
        Some(Lifted::Drop) => drop_it(cx, lifted),
        Some(Lifted::PutBack) => cancel(cx, lifted),
        Some(Lifted::Carry(way)) => carry(cx, lifted, way),
        None => return false,
    }
    true
}

fn carry(cx: BoardCx, mut lifted: LiftedColumn, way: Way) {
    let of = cx.column_ids().len();
    let last = of.saturating_sub(1);
    lifted.at = match way {
        Way::Left => lifted.at.saturating_sub(1),
        Way::Right => (lifted.at + 1).min(last),
        Way::Home => 0,
        Way::End => last,
        Way::Up | Way::Down => return,
    };
    cx.change(|| cx.lifted_column.set(Some(lifted)));
    dom::announce(&text::column_place(lifted.at, of));
    show(lifted.column);
}

fn drop_it(cx: BoardCx, lifted: LiftedColumn) {
    cx.lifted_column.set(None);
    if !cx.column_ids().contains(&lifted.column) {
        return dom::announce(text::COLUMN_GONE);
    }
    put(cx, lifted.column, lifted.at);
}

fn cancel(cx: BoardCx, lifted: LiftedColumn) {
    cx.change(|| cx.lifted_column.set(None));
    let of = cx.column_ids().len();
    dom::announce(&text::cancelled_column(lifted.from, of));
    show(lifted.column);
}

/// Puts a column at a place, counted without it, and says so; tells whether it was elsewhere.
pub fn put(cx: BoardCx, column: ColumnId, at: usize) -> bool {
    let ids = cx.column_ids();
    let was = ids.iter().position(|id| *id == column);
    let others: Vec<_> = ids.iter().copied().filter(|id| *id != column).collect();
    let at = at.min(others.len());
    dom::announce(&text::dropped_column(at, ids.len()));
    show(column);
    if was == Some(at) {
        return false;
    }
    let (before, after) = order::neighbours(&others, was, at);
    let to = MoveColumn { before, after };
    let board = cx.id;
    cx.change(|| _ = cx.space.act(Intent::from(ColumnMove { board, column, to })));
    true
}

/// Brings a column into view once it is where it shall be.
pub fn show(column: ColumnId) {
    dom::after_frames(1, move || {
        let section = document().query_selector(&format!("[data-column='{column}']"));
        if let Ok(Some(section)) = section {
            dom::bring_into_view(&section, ScrollBehavior::Instant);
        }
    });
}
