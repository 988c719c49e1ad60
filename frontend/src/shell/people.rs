//! The people in the sidebar, with who is here now.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use tutti_types::members::Member;
use tutti_types::{Permission, UserId};

use crate::store::Space;
use crate::text::shell as t;
use crate::ui::{Avatar, IconButton, List, Said, Typed};

/// The sidebar names this many; the page has them all.
const AT_MOST: usize = 8;

/// The list. A guest knows of nobody but those on their boards, so there is none for them.
#[component]
pub fn PeopleLinks() -> impl IntoView {
    let space = Space::here();
    let to = move || space.workspace.with(|ws| format!("/w/{}/members", ws.slug));
    let people = move || {
        space.members.with(|members| {
            let here = members.iter().filter(is_listed);
            here.take(AT_MOST).cloned().collect::<Vec<_>>()
        })
    };
    let count = move || {
        space
            .members
            .with(|members| members.iter().filter(is_listed).count())
    };
    let navigate = use_navigate();
    let invite = move || {
        let navigate = navigate.clone();
        space.may(Permission::InvitationsManage).then(|| {
            let press =
                move |()| navigate(&untrack(|| format!("{}?invite", to())), Default::default());
            view! {
                <IconButton
                    icon="plus"
                    label=t::INVITE
                    class="btn btn--icon btn--quiet btn--sm"
                    press
                />
            }
        })
    };
    view! {
        <Show when=move || space.may(Permission::PeopleReadAll)>
            <div>
                <div class="nav-head">
                    <h2>
                        // Not the router's link: the list below leads there too, and only one place is the current one.
                        <a class="nav-title" href=to>
                            {t::MEMBERS}
                            " "
                            <span class="num" translate="no">
                                {count}
                            </span>
                        </a>
                    </h2>
                    {invite.clone()}
                </div>
                <ul>
                    <List each=people key=|member| member.user_id let:member>
                        <Person member to/>
                    </List>
                </ul>
            </div>
        </Show>
    }
}

/// Whoever is suspended is neither named nor counted.
fn is_listed(member: &&Member) -> bool {
    !member.is_suspended()
}

#[component]
fn Person(
    member: Signal<Member>,
    to: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let user = member.with_untracked(|member| member.user_id);
    let name = move || member.with(|member| member.name.clone());
    let presence = presence_of(user);
    let to = move || format!("{}#{}", to(), member_row(user));
    view! {
        <li>
            <a class="nav-item" href=to>
                {move || view! { <Avatar id=user name=name() class="avatar avatar--xs" presence/> }}
                <Typed class="nav-label" text=name/>
                <Said
                    class="visually-hidden"
                    words=move || if presence.get() == Some("on") { ", online" } else { "" }
                />
            </a>
        </li>
    }
}

/// The id of somebody's row on the members' page.
pub fn member_row(user: UserId) -> String {
    format!("member-{user}")
}

/// Whether somebody is here now, for their dot.
pub fn presence_of(user: UserId) -> Signal<Option<&'static str>> {
    let space = Space::here();
    Signal::derive(move || {
        let is_here = space
            .presence
            .with(|list| list.iter().any(|one| one.user_id == user && one.online));
        Some(if is_here { "on" } else { "off" })
    })
}
