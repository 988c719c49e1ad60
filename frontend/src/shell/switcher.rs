//! From one workspace to another.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use tutti_types::me::MyWorkspace;

use super::Frame;
use crate::session::Session;
use crate::store::Space;
use crate::text::entry::SIGN_OUT;
use crate::text::shell as t;
use crate::ui::{Icon, Mark, Menu, MenuItem, MenuRule, Typed};

/// The workspace's name, which opens the list of one's own.
#[component]
pub fn Switcher() -> impl IntoView {
    let space = Space::here();
    let session = Session::here();
    let name = move || space.workspace.with(|ws| ws.name.clone());
    let frame = Frame::here();
    let help = move |()| {
        frame.drawer.set(false);
        frame.help.set(true);
    };
    let face = move || {
        view! {
            <Mark/>
            <Typed class="switcher-name" text=name/>
            <Icon name="chevrons-up-down" class="icon icon--sm"/>
        }
    };
    view! {
        <Menu
            label=move || t::switch_from(&name())
            class="switcher"
            face=face
        >
            <div class="menu-label" aria-hidden="true">
                {t::YOUR_WORKSPACES}
            </div>
            {session
                .workspaces
                .get_untracked()
                .into_iter()
                .map(|workspace| view! { <Choice workspace/> })
                .collect_view()}
            <MenuRule/>
            <New/>
            <MenuRule/>
            <MenuItem icon="keyboard" key="?" press=help>
                {t::HELP}
            </MenuItem>
            <MenuItem icon="log-out" press=move |()| spawn_local(session.sign_out())>
                {SIGN_OUT}
            </MenuItem>
        </Menu>
    }
}

#[component]
fn Choice(workspace: MyWorkspace) -> impl IntoView {
    let navigate = use_navigate();
    let is_here = Space::here().id == workspace.id;
    let to = format!("/w/{}", workspace.slug);
    view! {
        <MenuItem checked=is_here press=move |()| navigate(&to, Default::default())>
            <Typed class="truncate" text=workspace.name/>
        </MenuItem>
    }
}

#[component]
fn New() -> impl IntoView {
    let navigate = use_navigate();
    view! {
        <MenuItem icon="plus" press=move |()| navigate("/onboarding?new", Default::default())>
            {t::NEW_WORKSPACE}
        </MenuItem>
    }
}
