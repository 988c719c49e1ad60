//! What can be done to a board as a whole.

mod delete;
mod edit;
mod people;
mod phone;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tutti_types::Permission;
use tutti_types::permissions::may_delete_board;

use crate::components::board::BoardCx;
use crate::components::column::AddColumn;
use crate::dom;
use crate::text::board as text;
use crate::text::trash as trash_text;
use crate::ui::{Menu, MenuItem, MenuRule, Toasts};
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

/// The menu, and the dialogs it opens.
#[component]
pub fn BoardMenu() -> impl IntoView {
    let cx = BoardCx::here();
    let editing = RwSignal::new(false);
    let adding = RwSignal::new(false);
    let toasts = Toasts::here();
    let sharing = RwSignal::new(false);
    let may_delete = Memo::new(move |_| {
        let is_own = cx.space.board(cx.id).is_some_and(|board| {
            board.created_by.is_some()
                && board.created_by == cx.space.me.with(|me| Some(me.user_id))
        });
        cx.space.me.with(|me| may_delete_board(me.role, is_own))
    });
    let may_edit = Memo::new(move |_| cx.space.may(Permission::BoardsUpdate));
    let is_phone = dom::is_phone();
    view! {
        <Show when=move || may_edit.get() || may_delete.get() || is_phone>
            <Menu label=text::BOARD_OPTIONS class="btn btn--icon btn--quiet btn--sm">
                <PhoneItems adding/>
                {may_edit
                    .get_untracked()
                    .then(|| {
                        view! {
                            <MenuItem icon="square-pen" press=move |()| editing.set(true)>
                                {text::EDIT_BOARD}
                            </MenuItem>
                            <MenuItem icon="users" press=move |()| sharing.set(true)>
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
            </Menu>
        </Show>
        <EditBoard open=editing/>
        <AddColumn open=adding/>
        <BoardPeople open=sharing/>
    }
}
