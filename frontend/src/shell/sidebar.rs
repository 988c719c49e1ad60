//! The sidebar: the workspace, its boards, its people, oneself.

use leptos::prelude::*;
use leptos_router::components::A;

use super::boards::BoardLinks;
use super::drafts::DraftsLink;
use super::people::PeopleLinks;
use super::switcher::Switcher;
use crate::keys::{Anywhere, Destination, SHORTCUTS};
use crate::session::Session;
use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Avatar, Icon, Typed};

/// The sidebar of a desktop.
#[component]
pub fn Sidebar() -> impl IntoView {
    view! {
        <nav class="sidebar" aria-label=t::WORKSPACE>
            <SidebarBody/>
        </nav>
    }
}

/// What stands in the sidebar, also on a phone where it comes when called.
#[component]
pub fn SidebarBody() -> impl IntoView {
    view! {
        <div class="sidebar-head">
            <Switcher/>
        </div>
        <div class="sidebar-scroll">
            <BoardLinks/>
            <PeopleLinks/>
            <DraftsLink/>
        </div>
        <Foot/>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let space = Space::here();
    let user = Session::here().user;
    let to = move |page: &str| space.workspace.with(|ws| format!("/w/{}/{page}", ws.slug));
    let me = move || {
        user.get().map(|user| {
            view! {
                <Avatar
                    id=user.id
                    name=user.name.clone()
                    class="avatar avatar--sm"
                    presence="on"
                />
                <Typed class="nav-label" text=user.name/>
            }
        })
    };
    view! {
        <div class="sidebar-foot">
            <A href=move || to("account") attr:class="nav-item nav-item--fill">
                {me}
            </A>
            <A
                href=move || to("settings")
                attr:class="btn btn--icon btn--quiet"
                attr:aria-label=t::SETTINGS
                attr:data-tip=t::SETTINGS
                attr:data-key=SHORTCUTS.anywhere.keys(Anywhere::GoTo(Destination::Settings))
            >
                <Icon name="settings"/>
            </A>
        </div>
    }
}
