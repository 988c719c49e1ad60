//! From one workspace to another.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use leptos_router::hooks::use_navigate;
use tutti_types::me::MyWorkspace;

use super::Frame;
use crate::components::deleted_workspaces::{Among, DeletedWorkspaces};
use crate::components::suspended_workspaces::SuspendedGroup;
use crate::keys::{Anywhere, SHORTCUTS};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::session::Session;
use crate::store::Space;
use crate::text::entry::SIGN_OUT;
use crate::text::shell as t;
use crate::ui::popup::{self, Anchor, Popup};
use crate::ui::{Icon, List, Mark, MenuButton, MenuItem, MenuRule, Typed};

/// The workspace's name, which opens the list of one's own.
#[component]
pub fn Switcher() -> impl IntoView {
    let space = Space::here();
    let anchor = popup::anchor();
    let face = move || {
        view! {
            <Mark/>
            <Typed class="switcher-name" text=move || name(space)/>
            <Icon name="chevrons-up-down" class="icon icon--sm"/>
        }
    };
    view! {
        <MenuButton
            anchor
            label=move || t::switch_from(&name(space))
            class="switcher"
            face=ViewFn::from(face)
        />
        <OnDemand open=anchor make=Make::by(move || menu(anchor))/>
    }
}

fn name(space: Space) -> String {
    space.workspace.with(|ws| ws.name.clone())
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn menu(anchor: Anchor) -> Maker {
    maker(move || view! { <Items anchor/> })
}

#[component]
fn Items(anchor: Anchor) -> impl IntoView {
    let space = Space::here();
    let session = Session::here();
    let frame = Frame::here();
    let help = move |()| {
        frame.drawer.set(false);
        frame.help.set(true);
    };
    view! {
        <Popup anchor label=move || t::switch_from(&name(space))>
            <div class="menu-label" aria-hidden="true">
                {t::YOUR_WORKSPACES}
            </div>
            <List each=move || session.workspaces.get() key=|workspace| workspace.id let:workspace>
                <Choice workspace/>
            </List>
            <SuspendedGroup/>
            <DeletedWorkspaces among=Among::Menu/>
            <MenuRule/>
            <New/>
            <MenuRule/>
            <MenuItem icon="keyboard" key=SHORTCUTS.anywhere.key(Anywhere::Help) press=help>
                {t::HELP}
            </MenuItem>
            <MenuItem icon="log-out" press=move |()| spawn_local(session.sign_out())>
                {SIGN_OUT}
            </MenuItem>
        </Popup>
    }
}

#[component]
fn Choice(workspace: Signal<MyWorkspace>) -> impl IntoView {
    let navigate = use_navigate();
    let is_here = Space::here().id == workspace.with_untracked(|ws| ws.id);
    let go = move |()| {
        let to = workspace.with_untracked(|ws| format!("/w/{}", ws.slug));
        navigate(&to, Default::default());
    };
    view! {
        <MenuItem checked=is_here press=go>
            <Typed class="truncate" text=move || workspace.with(|ws| ws.name.clone())/>
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
