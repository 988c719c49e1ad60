//! The settings of a workspace.

mod delete;
mod general;
mod leave;

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use tutti_types::Permission;
use web_sys::ScrollBehavior;

use self::delete::Delete;
use self::general::General;
use self::leave::Leave;
use crate::components::badge::Badge;
use crate::dom;
use crate::effect::effect;
use crate::shell::TopBar;
use crate::store::Space;
use crate::text::{settings as t, trash};
use crate::ui::Icon;

/// The page `/w/:slug/settings`.
#[component]
pub fn Settings() -> impl IntoView {
    let space = Space::here();
    let may_delete = Memo::new(move |_| space.may(Permission::WorkspaceDelete));
    view! {
        <SettingsFrame title=t::TITLE>
            <General/>
            <Leave/>
            <Show when=move || may_delete.get()>
                <Delete/>
            </Show>
        </SettingsFrame>
    }
}

/// A page of settings: the list of pages at the left, one of them at the right.
#[component]
pub fn SettingsFrame(
    /// Its heading.
    title: &'static str,
    children: Children,
) -> impl IntoView {
    let space = Space::here();
    let to = move |page: &str| space.workspace.with(|ws| format!("/w/{}/{page}", ws.slug));
    let link = move |page: &'static str, icon: &'static str, label: &'static str| {
        view! {
            <li>
                <A href=move || to(page) attr:class="nav-item">
                    <Icon name=icon/>
                    <span class="nav-label">{label}</span>
                </A>
            </li>
        }
    };
    let nav = NodeRef::<html::Nav>::new();
    let path = use_location().pathname;
    // On a phone the list is one row, and not all of it fits. The link of the page is marked by the frame after.
    effect(move || {
        path.track();
        if let Some(nav) = nav.get() {
            request_animation_frame(move || {
                if let Ok(Some(current)) = nav.query_selector("[aria-current]") {
                    dom::bring_into_view(&current, ScrollBehavior::Auto);
                }
            });
        }
    });
    view! {
        <main class="sheet" id="main" tabindex="-1">
            <TopBar title>
                <Badge/>
            </TopBar>
            <div class="settings">
                <nav class="settings-nav" aria-label=t::TITLE node_ref=nav>
                    <div class="nav-head">{t::WORKSPACE}</div>
                    <ul>
                        {link("settings", "building-2", t::GENERAL)}
                        <Show when=move || space.may(Permission::PeopleReadAll)>
                            {link("members", "users", t::MEMBERS)}
                        </Show>
                        <Show when=move || space.may(Permission::TasksDelete)>
                            {link("trash", "trash-2", trash::TITLE)}
                        </Show>
                    </ul>
                    <div class="nav-head">{t::YOU}</div>
                    <ul>{link("account", "user", t::PROFILE)}</ul>
                </nav>
                <div class="scroll" tabindex="0" role="region" aria-label=title>
                    <div class="page page--settings">{children()}</div>
                </div>
            </div>
        </main>
    }
}

/// Whether an address is of this workspace. Whoever is there is led home when it ends for them, and who went elsewhere stays there.
fn is_in(path: &str, slug: &str) -> bool {
    let rest = path
        .strip_prefix("/w/")
        .and_then(|path| path.strip_prefix(slug));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
