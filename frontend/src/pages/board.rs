//! A board's screen.

mod ahead;
mod lost;
mod menu;
mod segments;
mod toolbar;
mod top;

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};
use tutti_state::{Badge, PartState};
use tutti_types::boards::Board;
use tutti_types::realtime::ClientFrame;
use tutti_types::{BoardId, ErrorCode, Permission, TaskId};

use super::no_access::NoAccessHere;
use crate::components::activity_rail::ActivityRail;
use crate::components::badge::OfflineBanner;
use crate::components::board::opening::open_on_click;
use crate::components::board::{BoardCx, BoardShapes, BoardView, SelectedBar};
use crate::effect::effect;
use crate::shell::Frame;
use crate::store::Space;
use crate::text::board as text;
use crate::ui::{Again, Art, Empty, Icon, Loading};
use crate::{api, storage};

/// The page `/w/:slug/b/:board`, with the task's panel below it.
#[component]
pub fn BoardPage() -> impl IntoView {
    let params = use_params_map();
    let space = Space::here();
    let board = Memo::new(move |_| {
        params
            .with(|p| p.get("board"))
            .and_then(|id| id.parse().ok())
    });
    let seen = StoredValue::new(None::<Board>);
    // A board that is not among one's own and one that does not exist look the same, unless one has just seen it.
    let known = Memo::new(move |_| {
        let id: BoardId = board.get()?;
        seen.set_value(Some(space.board(id)?));
        Some(id)
    });
    move || match known.get() {
        Some(id) => view! { <BoardScreen id/> }.into_any(),
        None => {
            let id = board.get();
            let seen = seen.get_value().filter(|seen| id == Some(seen.id));
            view! { <lost::NoBoard id seen/> }.into_any()
        }
    }
}

/// The task in the address.
fn opened() -> Memo<Option<TaskId>> {
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| path.rsplit_once("/t/")?.1.parse().ok()))
}

#[component]
fn BoardScreen(id: BoardId) -> impl IntoView {
    let space = Space::here();
    let frame = Frame::here();
    let opened = opened();
    let cx = BoardCx::new(space, id, opened);
    provide_context(cx);
    storage::remember(&format!("tutti.board.{}", space.id), Some(&id.to_string()));
    let failed = RwSignal::new(None::<api::Error>);
    space.load_board(id, failed);
    tell_what_is_seen(space, id, opened);

    let node = NodeRef::<html::Div>::new();
    let part = space.part(id);
    let is_shown = Memo::new(move |_| matches!(part.get(), PartState::Loaded | PartState::Stale));
    Effect::watch(
        move || is_shown.get(),
        move |is_shown, was_shown, _| {
            if *is_shown && was_shown != Some(&true) {
                ahead::fetch();
            }
        },
        true,
    );
    let retry = move |()| space.load_board(id, failed);
    let body = move || match (is_shown.get(), failed.get()) {
        (true, _) => view! { <BoardView node/> }.into_any(),
        (false, Some(error)) if error.is(ErrorCode::NotFound) => {
            view! { <NoAccessHere/> }.into_any()
        }
        (false, Some(error)) => view! {
            <Empty art=Art::Pulse title=text::LOAD_FAILED text=error.message()>
                <Again press=retry/>
            </Empty>
        }
        .into_any(),
        (false, None) => view! { <Loading retry><BoardShapes/></Loading> }.into_any(),
    };
    view! {
        <main class="sheet sheet--toolbar" id="main" tabindex="-1" on:click=open_on_click(cx)>
            <top::BoardTop/>
            <div class="board-bars">
                <OfflineBanner/>
                <toolbar::BoardToolbar/>
                <segments::Segments board=node/>
            </div>
            <div class="split">
                {body}
                <Show when=move || frame.rail.get()>
                    <ActivityRail close=move |()| frame.rail.set(false)/>
                </Show>
            </div>
            <SelectedBar/>
            <Outlet/>
        </main>
        <Show when=move || space.may(Permission::TasksCreate)>
            <button
                class="btn btn--primary btn--fab"
                type="button"
                aria-label=text::NEW_TASK
                // It would lie over what is written, and over the rail.
                hidden=move || cx.composing.get().is_some() || frame.rail.get()
                on:click=move |_| cx.compose_in_view()
            >
                <Icon name="plus" class="icon icon--lg"/>
            </button>
        </Show>
    }
}

/// The others see what one looks at; said again whenever the socket is new.
fn tell_what_is_seen(space: Space, board: BoardId, opened: Memo<Option<TaskId>>) {
    effect(move || {
        let task_id = opened.get();
        if space.badge.get() == Some(Badge::Live) {
            space.say(ClientFrame::Viewing {
                workspace_id: space.id,
                board_id: Some(board),
                task_id,
            });
        }
    });
}
