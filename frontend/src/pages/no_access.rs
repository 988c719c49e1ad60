//! What an address shows that does not exist, or is not for the reader: the two look the same.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::draft_list::LeftDrafts;
use crate::drafts::Kept;
use crate::session::Session;
use crate::text::shell as t;
use crate::ui::{Art, Empty};

/// A whole page for it, where there is no shell around.
#[component]
pub fn NoAccess() -> impl IntoView {
    Effect::new(move |_| document().set_title(t::NO_ACCESS_PAGE));
    view! {
        <main class="entry-alone" id="main">
            <NoAccessHere heading=true/>
            <LeftDrafts of=is_out_of_reach/>
        </main>
    }
}

/// Whether a draft is of a workspace that one is not in.
fn is_out_of_reach(kept: &Kept) -> bool {
    let list = Session::here().workspaces;
    let is_in = |ws| list.with(|list| list.iter().any(|one| one.id == ws));
    kept.location.workspace.is_some_and(|ws| !is_in(ws))
}

/// The same within a page.
#[component]
pub fn NoAccessHere(
    /// Whether the page has no heading yet.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    view! {
        <Empty art=Art::Lock heading=heading title=t::NO_ACCESS_TITLE text=t::NO_ACCESS_TEXT>
            <A href="/" attr:class="btn btn--secondary">
                {t::TO_START}
            </A>
        </Empty>
    }
}
