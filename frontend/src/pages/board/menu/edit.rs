//! A board's name, colour, and who sees it.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_state::Intent;
use tutti_state::boards::BoardUpdate;
use tutti_types::boards::{Board, UpdateBoard};
use tutti_types::permissions::Visibility;
use tutti_types::text::{BoardName, Color};

use crate::components::board::BoardCx;
use crate::components::board_fields::BoardFields;
use crate::drafts::Place;
use crate::effect::effect;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::text::shell as shell_text;
use crate::ui::{COLORS, EditDialog, Input, checked, follow};

/// Its colour among those that can be chosen here. One that came over the API may be none of them, and stays what it is until
/// somebody chooses.
fn known_color(board: &Board) -> Option<&'static str> {
    COLORS.into_iter().find(|known| *known == board.color)
}

/// The dialog.
#[component]
pub fn EditBoard(open: RwSignal<bool>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || view! { <Form open/> })
}

/// What stands in it, filled anew each time it opens.
#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let cx = BoardCx::here();
    let name = Input::new("edit-board-name", "name", |text| {
        checked(text, shell_text::BOARD_NAME_MISSING, BoardName::parse)
    });
    let visibility = RwSignal::new(Visibility::Open);
    let color = RwSignal::new(None);
    effect(move || {
        let board = untrack(|| cx.space.board(cx.id));
        if let (true, Some(board)) = (open.get(), board) {
            name.open(
                cx.location(Place::BoardName(cx.id), board.name.clone()),
                &board.name,
            );
            visibility.set(board.visibility);
            color.set(known_color(&board));
        }
    });
    // What somebody else changes meanwhile is shown, unless it was touched here.
    Effect::new(move |before: Option<Option<Board>>| {
        let now = cx.space.board(cx.id);
        if let (true, Some(Some(was)), Some(now)) = (open.get_untracked(), &before, &now) {
            name.follow(&was.name, &now.name);
            follow(visibility, &was.visibility, &now.visibility);
            follow(color, &known_color(was), &known_color(now));
        }
        now
    });
    let save = move || {
        let (Some(new_name), Some(board)) = (
            name.parse(BoardName::parse),
            untrack(|| cx.space.board(cx.id)),
        ) else {
            return;
        };
        let (visibility, color) = (visibility.get_untracked(), color.get_untracked());
        let patch = UpdateBoard {
            name: (new_name.as_str() != board.name).then_some(new_name),
            visibility: (visibility != board.visibility).then_some(visibility),
            color: color
                .and_then(|color| Color::parse(color).ok())
                .filter(|color| color.as_str() != board.color),
        };
        if patch.name.is_none() {
            // It is called so already, and no answer will tell that it is saved.
            name.discard();
        }
        if patch.name.is_some() || patch.visibility.is_some() || patch.color.is_some() {
            cx.space.act(Intent::from(BoardUpdate {
                board: cx.id,
                patch,
            }));
        }
        open.set(false);
    };
    view! {
        <EditDialog open title=text::EDIT_BOARD name send=text::SAVE save=save>
            <BoardFields name visibility color group="edit-visibility"/>
        </EditDialog>
    }
}
