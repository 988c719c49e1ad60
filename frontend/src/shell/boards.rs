//! The boards in the sidebar.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::Permission;
use tutti_types::boards::Board;
use tutti_types::permissions::Visibility;

use super::Frame;
use crate::store::Space;
use crate::text::{Words, shell as t, task};
use crate::ui::{Icon, IconButton, List, Said, Typed, color_hue};

/// The list, and the way to another board.
#[component]
pub fn BoardLinks() -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let none = move || {
        let sees_open = space.may(Permission::BoardsReadOpen);
        space.boards.with(Vec::is_empty).then(|| {
            let text = if sees_open {
                t::NO_BOARDS
            } else {
                t::NO_BOARDS_GUEST
            };
            view! { <p class="nav-note"><Said words=text/></p> }
        })
    };
    view! {
        <div>
            <div class="nav-head">
                <h2>{t::BOARDS}</h2>
                <Show when=move || space.may(Permission::BoardsCreate)>
                    <IconButton
                        icon="plus"
                        label=t::NEW_BOARD
                        class="btn btn--icon btn--quiet btn--sm"
                        press=move |()| {
                            frame.drawer.set(false);
                            frame.new_board.set(true);
                        }
                    />
                </Show>
            </div>
            {none}
            <ul>
                <List each=move || space.boards.get() key=|board| board.id let:board>
                    <BoardLink board/>
                </List>
            </ul>
        </div>
    }
}

#[component]
fn BoardLink(board: Signal<Board>) -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let id = board.with_untracked(|board| board.id);
    let to = move || space.workspace.with(|ws| format!("/w/{}/b/{id}", ws.slug));
    let name = move || board.with(|board| board.name.clone());
    // The narrow sidebar does not show the name.
    let tip = move || {
        let is_narrow = frame.collapsed.get();
        is_narrow.then(|| Words::typed(&name()).as_marked().to_owned())
    };
    let private = move || {
        board
            .with(|board| board.visibility == Visibility::Private)
            .then(|| {
                view! {
                    <Icon name="lock" class="icon icon--sm nav-end"/>
                    <span class="visually-hidden">{t::BOARD_PRIVATE}</span>
                }
            })
    };
    let is_new = Memo::new(move |_| {
        space
            .given
            .with(|given| given.iter().any(|g| g.board == id))
    });
    let class = move || {
        if is_new.get() {
            "nav-item is-unread"
        } else {
            "nav-item"
        }
    };
    let news = move || {
        is_new.get().then(|| {
            view! {
                <span class="nav-dot nav-end" aria-hidden="true"></span>
                // The narrow sidebar hides the dot, and shows another one.
                <span class="visually-hidden">{task::NEW_FOR_YOU}</span>
            }
        })
    };
    view! {
        <li>
            <A href=to attr:class=class attr:data-tip=tip>
                <span class="nav-swatch" data-hue=move || board.with(|board| color_hue(&board.color))></span>
                <Typed class="nav-label" text=name/>
                {private}
                {news}
            </A>
        </li>
    }
}
