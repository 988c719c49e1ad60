//! A phone's way around: the places one goes to most, under the thumb.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use tutti_types::Permission;

use crate::store::Space;
use crate::text::{shell as t, task};
use crate::ui::Icon;

/// The bar; a desktop hides it.
#[component]
pub fn TabBar() -> impl IntoView {
    let space = Space::here();
    view! {
        <nav class="tabbar" aria-label=t::MAIN_NAVIGATION>
            <BoardsTab/>
            <Show when=move || space.may(Permission::PeopleReadAll)>
                <Tab page="members" icon="users" label=t::MEMBERS/>
            </Show>
            <Tab page="settings" icon="settings" label=t::SETTINGS/>
            <Tab page="account" icon="user" label=t::YOU/>
        </nav>
    }
}

#[component]
fn Tab(page: &'static str, icon: &'static str, label: &'static str) -> impl IntoView {
    let space = Space::here();
    let to = move || space.workspace.with(|ws| format!("/w/{}/{page}", ws.slug));
    view! {
        <A href=to attr:class="tabbar-item">
            <Icon name=icon/>
            {label}
        </A>
    }
}

/// Leads to the board one saw last, or the first; it is the current place on any board.
#[component]
fn BoardsTab() -> impl IntoView {
    let space = Space::here();
    let path = use_location().pathname;
    let root = move || space.workspace.with(|ws| format!("/w/{}", ws.slug));
    let is_here = move || {
        let root = root();
        path.with(|path| {
            path.strip_prefix(&root)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("/b/"))
        })
    };
    let is_new = Memo::new(move |_| space.given.with(|given| !given.is_empty()));
    let news = move || {
        let news = is_new.get();
        news.then(
            || view! { <span class="nav-dot" role="img" aria-label=task::NEW_FOR_YOU></span> },
        )
    };
    view! {
        <a class="tabbar-item" href=root aria-current=move || is_here().then_some("page")>
            <Icon name="square-kanban"/>
            {t::BOARDS}
            {news}
        </a>
    }
}
