//! Putting a board in the trash: at once, with a way back. The page then says so in its place.

use leptos::prelude::*;
use tutti_state::Intent;

use crate::components::board::BoardCx;
use crate::text::board as text;
use crate::ui::{Toast, Toasts};

/// Deletes the board.
pub fn delete(cx: BoardCx, toasts: Toasts) {
    let Some(board) = untrack(|| cx.space.board(cx.id)) else {
        return;
    };
    let op = cx.space.act(Intent::DeleteBoard { board: cx.id });
    toasts.show(
        Toast::new(text::deleted(&board.name))
            .icon("trash-2")
            .undo(cx.space.undoer(op)),
    );
}
