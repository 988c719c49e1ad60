//! The way to what is not saved, as long as there is something.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::drafts::Drafts;
use crate::store::Space;
use crate::text::drafts as t;
use crate::ui::Icon;

/// The link, with how many there are.
#[component]
pub fn DraftsLink() -> impl IntoView {
    let space = Space::here();
    let all = Drafts::here();
    let count = Memo::new(move |_| space.unsaved(all).len());
    let to = move || space.workspace.with(|ws| format!("/w/{}/drafts", ws.slug));
    view! {
        <Show when=move || count.get() != 0>
            <A href=to attr:class="nav-item" attr:data-tip=t::DRAFTS>
                <Icon name="square-pen"/>
                <span class="nav-label">{t::DRAFTS}</span>
                <span class="nav-count num" translate="no">{count}</span>
            </A>
        </Show>
    }
}
