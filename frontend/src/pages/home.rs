//! The ways in: `/` leads to where one belongs, `/w/:slug` to its board.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tutti_types::{BoardId, Permission};

use super::guard::Guard;
use crate::effect::effect;
use crate::session::Session;
use crate::shell::{Frame, TopBar};
use crate::storage;
use crate::store::Space;
use crate::text::{Words, home as text};
use crate::ui::{Button, Empty, Kind};

/// Instead of what stood in the address bar, so that Back does not lead here again.
fn replace() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    }
}

/// The page `/`.
#[component]
pub fn Home() -> impl IntoView {
    view! {
        <Guard>
            <Onward/>
        </Guard>
    }
}

#[component]
fn Onward() -> impl IntoView {
    let session = Session::here();
    let navigate = use_navigate();
    effect(move || navigate(&session.home(), replace()));
}

/// The board one saw last in this workspace, or the first.
fn board_to_show(space: Space) -> Option<BoardId> {
    let last = storage::recall(&format!("tutti.board.{}", space.id)).and_then(|id| id.parse().ok());
    space.boards.with(|boards| {
        let last = last.and_then(|id: BoardId| boards.iter().find(|b| b.id == id));
        last.or_else(|| boards.first()).map(|board| board.id)
    })
}

/// The page `/w/:slug`: on to a board, or what to do where there is none.
#[component]
pub fn FirstBoard() -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let navigate = use_navigate();
    effect(move || {
        if let Some(board) = board_to_show(space) {
            let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
            navigate(&format!("/w/{slug}/b/{board}"), replace());
        }
    });
    let title = move || space.workspace.with(|ws| Words::typed(&ws.name));
    move || {
        space.boards.with(Vec::is_empty).then(|| {
            let hint = if space.may(Permission::BoardsReadOpen) {
                text::NO_BOARDS_TEXT
            } else {
                text::NO_BOARDS_GUEST_TEXT
            };
            view! {
                <main class="sheet" id="main" tabindex="-1">
                    <TopBar title/>
                    <Empty title=text::NO_BOARDS text=hint>
                        <Show when=move || space.may(Permission::BoardsCreate)>
                            <Button
                                kind=Kind::Primary
                                icon="plus"
                                press=move |()| frame.new_board.set(true)
                            >
                                {text::NEW_BOARD}
                            </Button>
                        </Show>
                    </Empty>
                </main>
            }
        })
    }
}
