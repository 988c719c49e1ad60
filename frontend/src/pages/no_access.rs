//! What an address shows that does not exist, or is not for the reader: the two look the same.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use crate::components::draft_list::LeftDrafts;
use crate::drafts::Kept;
use crate::effect::effect;
use crate::session::{Phase, Session};
use crate::text::shell as t;
use crate::ui::{Art, Button, Empty, Toast, Toasts};

/// What a toast of a failure is about.
const LIST: &str = "list of workspaces";

/// A whole page for it, where there is no shell around.
#[component]
pub fn NoAccess() -> impl IntoView {
    effect(move || document().set_title(t::NO_ACCESS_PAGE));
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
            <ToStart/>
        </Empty>
    }
}

/// The way to one's workspaces. Which those are is asked anew: somebody may have been let in since the page was loaded, and would be
/// led to make a workspace instead.
#[component]
fn ToStart() -> impl IntoView {
    let session = Session::here();
    let toasts = Toasts::here();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let go = move |()| {
        let navigate = navigate.clone();
        if session.phase.get_untracked() != Phase::In {
            return navigate("/", Default::default());
        }
        busy.set(true);
        spawn_local(async move {
            let answer = session.reload_workspaces().await;
            // The list may hold this address now, which is then shown in place of this page.
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.over(LIST);
                    navigate("/", Default::default());
                }
                Err(error) => {
                    let toast = Toast::error(t::WORKSPACES_FAILED).text(error.message());
                    toasts.show(toast.about(LIST));
                }
            }
        });
    };
    view! {
        <Button busy press=go>
            {t::TO_START}
        </Button>
    }
}
