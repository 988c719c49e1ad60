//! What can be done to a board as a whole.

mod delete;
mod edit;
mod people;
mod phone;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use leptos_router::hooks::use_navigate;
use tutti_types::Permission;
use tutti_types::permissions::may_delete_board;

use crate::components::board::BoardCx;
use crate::components::column::AddColumn;
use crate::dom;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::text::trash as trash_text;
use crate::ui::popup::{self, Anchor, Popup};
use crate::ui::{MenuButton, MenuItem, MenuRule, Toasts};
use edit::EditBoard;
use people::BoardPeople;
use phone::PhoneItems;

/// The way to what was deleted on this board.
#[component]
fn Trash() -> impl IntoView {
    let cx = BoardCx::here();
    let navigate = use_navigate();
    let press = move |()| {
        let slug = cx.space.workspace.with_untracked(|ws| ws.slug.clone());
        let to = format!("/w/{slug}/trash?board={}", cx.id);
        navigate(&to, Default::default());
    };
    view! {
        <MenuItem icon="trash-2" press>
            {trash_text::TITLE}
        </MenuItem>
    }
}

/// The dialogs that the menu opens.
#[derive(Clone, Copy)]
struct Dialogs {
    editing: RwSignal<bool>,
    adding: RwSignal<bool>,
    sharing: RwSignal<bool>,
}

/// The menu, and the dialogs it opens.
#[component]
pub fn BoardMenu() -> impl IntoView {
    let cx = BoardCx::here();
    let opens = Dialogs {
        editing: RwSignal::new(false),
        adding: RwSignal::new(false),
        sharing: RwSignal::new(false),
    };
    let may_delete = Memo::new(move |_| {
        let is_own = cx.space.board(cx.id).is_some_and(|board| {
            board.created_by.is_some()
                && board.created_by == cx.space.me.with(|me| Some(me.user_id))
        });
        may_delete_board(cx.space.rights(), is_own)
    });
    let may_edit = Memo::new(move |_| cx.space.may(Permission::BoardsUpdate));
    let is_phone = dom::is_phone();
    view! {
        <Show when=move || may_edit.get() || may_delete.get() || is_phone>
            <Options opens may_edit may_delete/>
        </Show>
        <EditBoard open=opens.editing/>
        <AddColumn open=opens.adding/>
        <BoardPeople open=opens.sharing/>
    }
}

#[component]
fn Options(opens: Dialogs, may_edit: Memo<bool>, may_delete: Memo<bool>) -> impl IntoView {
    let anchor = popup::anchor();
    view! {
        <MenuButton anchor label=text::BOARD_OPTIONS class="btn btn--icon btn--quiet btn--sm"/>
        <OnDemand open=anchor make=Make::by(move || menu(anchor, opens, may_edit, may_delete))/>
    }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn menu(anchor: Anchor, opens: Dialogs, may_edit: Memo<bool>, may_delete: Memo<bool>) -> Maker {
    maker(move || view! { <Items anchor opens may_edit may_delete/> })
}

#[component]
fn Items(
    anchor: Anchor,
    opens: Dialogs,
    may_edit: Memo<bool>,
    may_delete: Memo<bool>,
) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    view! {
        <Popup anchor label=text::BOARD_OPTIONS>
            <PhoneItems adding=opens.adding/>
            {may_edit
                .get_untracked()
                .then(|| {
                    view! {
                        <MenuItem icon="square-pen" press=move |()| opens.editing.set(true)>
                            {text::EDIT_BOARD}
                        </MenuItem>
                        <MenuItem icon="users" press=move |()| opens.sharing.set(true)>
                            {text::PEOPLE}
                        </MenuItem>
                        <Trash/>
                    }
                })}
            {may_delete
                .get_untracked()
                .then(|| {
                    view! {
                        <MenuRule/>
                        <MenuItem icon="trash-2" danger=true press=move |()| delete::delete(cx, toasts)>
                            {text::DELETE_BOARD}
                        </MenuItem>
                    }
                })}
        </Popup>
    }
}
