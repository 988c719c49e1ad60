//! The boards in the sidebar.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::boards::Board;
use tutti_types::permissions::Visibility;
use tutti_types::{Permission, Role};

use super::Frame;
use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Icon, IconButton, color_hue};

/// The list, and the way to another board.
#[component]
pub fn BoardLinks() -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let add = move || {
        space.may(Permission::BoardsCreate).then(|| {
            view! {
                <IconButton
                    icon="plus"
                    label=t::NEW_BOARD
                    class="btn btn--icon btn--quiet btn--sm"
                    press=move |()| {
                        frame.drawer.set(false);
                        frame.new_board.set(true);
                    }
                />
            }
        })
    };
    let none = move || {
        let is_guest = space.me.with(|me| me.role == Role::Guest);
        space.boards.with(Vec::is_empty).then(|| {
            let text = if is_guest {
                t::NO_BOARDS_GUEST
            } else {
                t::NO_BOARDS
            };
            view! { <p class="nav-note">{text}</p> }
        })
    };
    view! {
        <div>
            <div class="nav-head">
                <h2>{t::BOARDS}</h2>
                {add}
            </div>
            {none}
            <ul>
                <For
                    each=move || space.boards.get()
                    key=|board| (board.id, board.version)
                    let:board
                >
                    <BoardLink board/>
                </For>
            </ul>
        </div>
    }
}

#[component]
fn BoardLink(board: Board) -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let id = board.id;
    let to = move || space.workspace.with(|ws| format!("/w/{}/b/{id}", ws.slug));
    let name = board.name.clone();
    // The narrow sidebar does not show the name.
    let tip = move || frame.collapsed.get().then(|| name.clone());
    let private = (board.visibility == Visibility::Private).then(|| {
        view! {
            <Icon name="lock" class="icon icon--sm nav-end"/>
            <span class="visually-hidden">{t::BOARD_PRIVATE}</span>
        }
    });
    view! {
        <li>
            <A href=to attr:class="nav-item" attr:data-tip=tip>
                <span class="nav-swatch" data-hue=color_hue(&board.color)></span>
                <span class="nav-label" dir="auto">{board.name}</span>
                {private}
            </A>
        </li>
    }
}
