//! The way to what is not saved, as long as there is something.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::drafts::Drafts;
use crate::effect::effect;
use crate::store::Space;
use crate::text::drafts as t;
use crate::ui::Icon;

/// The link, with how many there are. It comes and goes while one types, so its place is at the end, and is kept for it: nothing
/// moves.
#[component]
pub fn DraftsLink() -> impl IntoView {
    let space = Space::here();
    let all = Drafts::here();
    let count = Memo::new(move |_| space.unsaved(all).len());
    // What the server has by now is no draft, whoever saved it.
    effect(move || {
        for (name, _) in space.saved(all) {
            all.discard(&name);
        }
    });
    let to = move || space.workspace.with(|ws| format!("/w/{}/drafts", ws.slug));
    view! {
        <div class="nav-last">
            <Show when=move || count.get() != 0>
                <A href=to attr:class="nav-item" attr:data-tip=t::DRAFTS>
                    <Icon name="square-pen"/>
                    <span class="nav-label">{t::DRAFTS}</span>
                    <span class="nav-count num" translate="no">{count}</span>
                </A>
            </Show>
        </div>
    }
}
