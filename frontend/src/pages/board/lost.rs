//! A board that is not there: taken away while it was open, or never one's own.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::BoardId;
use tutti_types::events::EventKind;

use crate::components::badge::Badge;
use crate::pages::no_access::NoAccessHere;
use crate::shell::TopBar;
use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Art, Empty};

/// What stands in place of the board; `seen` is the one that was open, with its name.
#[component]
pub fn NoBoard(seen: Option<(BoardId, String)>) -> impl IntoView {
    let name = seen.as_ref().map(|(_, name)| name.clone());
    let title = name.unwrap_or_else(|| t::NO_BOARD.to_owned());
    let body = match seen {
        Some((id, name)) => view! { <Lost id name/> }.into_any(),
        None => view! { <NoAccessHere/> }.into_any(),
    };
    view! {
        <main class="sheet" id="main" tabindex="-1">
            <TopBar title=Signal::stored(title)>
                <Badge/>
            </TopBar>
            {body}
        </main>
    }
}

#[component]
fn Lost(id: BoardId, name: String) -> impl IntoView {
    let space = Space::here();
    let ended = |entry: &tutti_types::activity::Activity| {
        entry.kind == EventKind::BoardDeleted && entry.board_id == Some(id)
    };
    let is_deleted = space.read(|s| s.feed().entries().iter().any(ended)) == Some(true);
    let (title, text) = if is_deleted {
        (t::deleted_board(&name), t::DELETED_BOARD_TEXT)
    } else {
        (t::lost_board(&name), t::LOST_BOARD_TEXT)
    };
    let to = move || space.workspace.with(|ws| format!("/w/{}", ws.slug));
    view! {
        <Empty art=Art::Lock title text>
            <A href=to attr:class="btn btn--secondary">
                {t::TO_BOARDS}
            </A>
        </Empty>
    }
}
