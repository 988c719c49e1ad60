//! Putting a board in the trash: at once, with a way back. The page then says so in its place.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_state::boards::BoardDelete;
use tutti_types::boards::Board;

use crate::components::board::BoardCx;
use crate::text::board as text;
use crate::ui::{Toast, Toasts};

/// Deletes the board.
pub fn delete(cx: BoardCx, toasts: Toasts) {
    let Some(board) = untrack(|| cx.space.board(cx.id)) else {
        return;
    };
    let op = cx.space.act(Intent::from(BoardDelete { board: cx.id }));
    // It outlives the page of this workspace.
    let (boards, id) = (cx.space.boards, cx.id);
    let is_there = move |boards: &Vec<Board>| boards.iter().any(|board| board.id == id);
    toasts.show(
        Toast::new(text::deleted(&board.name))
            .icon("trash-2")
            .undo(cx.space.undoer(op))
            .stands_while(move || boards.try_with(is_there) != Some(true)),
    );
}
