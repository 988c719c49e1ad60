//! The people of a workspace, and those who are invited.

mod change;
mod filter;
mod invitations;
mod invite;
mod pending;
mod remove;
mod role;
mod row;
mod table;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use tutti_types::members::Member;
use tutti_types::{Permission, Rights, Role, UserId};

use self::invitations::Invitations;
use self::invite::InviteDialog;
use self::pending::Pending;
use self::table::Table;
use super::no_access::NoAccessHere;
use crate::components::badge::Badge;
use crate::effect::effect;
use crate::shell::TopBar;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Button, Kind};

/// Somebody's role. Only a guest is not told it, who has no such page.
pub fn role_of(member: &Member) -> Role {
    member.role.unwrap_or(Role::Guest)
}

/// What somebody may do, by a custom role too.
pub fn rights_of(member: &Member) -> Rights {
    member.rights().unwrap_or_else(|| role_of(member).rights())
}

/// Whether somebody may make owners, which is what being one means.
fn is_owner(member: &Member) -> bool {
    rights_of(member).may(Permission::OwnersManage)
}

/// Whether somebody is the only owner, whom nobody may demote or remove.
pub fn is_last_owner(members: &[Member], user: UserId) -> bool {
    let mut owners = members
        .iter()
        .filter(|member| is_owner(member) && !member.is_suspended());
    owners.next().is_some_and(|owner| owner.user_id == user) && owners.next().is_none()
}

/// The page `/w/:slug/members`. A guest knows of nobody but those on their boards, so it is not for them.
#[component]
pub fn Members() -> impl IntoView {
    let space = Space::here();
    let may_see = Memo::new(move |_| space.may(Permission::PeopleReadAll));
    let may_invite = Memo::new(move |_| space.may(Permission::InvitationsManage));
    let inviting = RwSignal::new(false);
    // The sidebar's way to the dialog. The address is cleared, so that it leads there again.
    let query = use_query_map();
    let path = use_location().pathname;
    let navigate = use_navigate();
    effect(move || {
        if query.with(|query| query.get("invite").is_some()) && may_invite.get() {
            inviting.set(true);
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&path.get_untracked(), options);
        }
    });
    view! {
        <main class="sheet" id="main" tabindex="-1">
            <TopBar title=t::TITLE>
                <Badge/>
                <Show when=move || may_invite.get()>
                    <Button
                        kind=Kind::Primary
                        icon="user-plus"
                        press=move |()| inviting.set(true)
                    >
                        {t::INVITE}
                    </Button>
                </Show>
            </TopBar>
            <div class="scroll" tabindex="0" role="region" aria-label=t::LIST>
                <Show when=move || may_see.get() fallback=|| view! { <NoAccessHere/> }>
                    <div class="page page--wide page--settings">
                        <Table inviting/>
                        <Show when=move || may_invite.get()>
                            <Waiting inviting/>
                        </Show>
                    </div>
                </Show>
            </div>
        </main>
    }
}

/// The invitations and the dialog that makes one, for those who may.
#[component]
fn Waiting(inviting: RwSignal<bool>) -> impl IntoView {
    provide_context(Pending::load());
    view! {
        <Invitations/>
        <InviteDialog open=inviting/>
    }
}
