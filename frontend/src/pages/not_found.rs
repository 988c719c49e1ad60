//! What an address of one's own workspace shows that leads nowhere: the workspace is there, so its frame stays.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::badge::Badge;
use crate::shell::TopBar;
use crate::store::Space;
use crate::text::{home, shell as t};
use crate::ui::{Empty, Said};

/// Any page below `/w/:slug` that is none.
#[component]
pub fn NotFound() -> impl IntoView {
    let space = Space::here();
    let to = move || space.workspace.with(|ws| format!("/w/{}", ws.slug));
    let words = move || space.workspace.with(|ws| home::go_to(&ws.name));
    view! {
        <main class="sheet" id="main" tabindex="-1">
            <TopBar title=t::NOT_FOUND>
                <Badge/>
            </TopBar>
            <div class="scroll">
                <Empty title=t::NOT_FOUND_TITLE text=t::NOT_FOUND_TEXT>
                    <A href=to attr:class="btn btn--secondary">
                        <Said words/>
                    </A>
                </Empty>
            </div>
        </main>
    }
}
