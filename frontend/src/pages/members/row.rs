//! One member: who they are, their role, and what can be done.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use tutti_types::members::Member;

use super::change::set_suspended;
use super::role::RoleCell;
use super::{is_last_owner, rights_of};
use crate::effect::effect;
use crate::shell::{member_row, presence_of};
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Ago, Avatar, Menu, MenuItem, MenuRule, Toasts, Typed, time};

/// The row.
#[component]
pub fn Row(
    /// Whom it shows.
    member: Signal<Member>,
    /// Opens the question whether to remove somebody.
    removing: RwSignal<Option<Member>>,
) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let user = member.with_untracked(|member| member.user_id);
    let is_me = space.me.with_untracked(|me| me.user_id == user);
    let may_remove = Memo::new(move |_| {
        let is_last = space.members.with(|members| is_last_owner(members, user));
        let theirs = member.with(rights_of);
        !is_me && !is_last && space.rights().may_remove(theirs)
    });
    let is_suspended = Memo::new(move |_| member.with(Member::is_suspended));
    let suspended = move || {
        let is = is_suspended.get();
        is.then(|| view! { <span class="badge badge--warning">{t::SUSPENDED}</span> })
    };
    let name = move || member.with(|member| member.name.clone());
    let items = move || {
        let is_suspended = is_suspended.get();
        let (icon, label) = if is_suspended {
            ("undo-2", t::UNSUSPEND)
        } else {
            ("ban", t::SUSPEND)
        };
        view! {
            <MenuItem
                icon
                press=move |()| set_suspended(space, toasts, &member.get_untracked(), !is_suspended)
            >
                {label}
            </MenuItem>
        }
    };
    let menu = move || {
        view! {
            <Menu label=move || t::more_for(&name())>
                {items}
                <MenuRule/>
                <MenuItem
                    icon="user-minus"
                    danger=true
                    press=move |()| removing.set(Some(member.get_untracked()))
                >
                    {t::REMOVE}
                </MenuItem>
            </Menu>
        }
    };
    let row = NodeRef::<html::Tr>::new();
    let id = member_row(user);
    let hash = use_location().hash;
    let wanted = format!("#{id}");
    effect(move || {
        if hash.with(|hash| *hash == wanted)
            && let Some(row) = row.get()
        {
            // A row that cannot take the focus is looked for by eye.
            let _ = row.focus();
        }
    });
    view! {
        <tr id=id tabindex="-1" node_ref=row class:is-suspended=is_suspended>
            <td>
                <span class="cell cell--person">
                    {move || {
                        let presence = presence_of(user);
                        view! { <Avatar id=user name=name() class="avatar avatar--md" presence/> }
                    }}
                    <span class="person">
                        <b>
                            <Typed text=name/>
                            {is_me.then(|| view! { <span class="faint">{t::YOU}</span> })}
                        </b>
                        <Typed class="faint text-xs" text=move || member.with(|member| member.email.clone().unwrap_or_default())/>
                    </span>
                    {suspended}
                </span>
            </td>
            <td>
                <RoleCell member/>
            </td>
            <td class="muted is-minor">
                {member
                    .with_untracked(|member| member.joined_at)
                    .map(|at| view! { <Ago at say=time::since/> })}
            </td>
            <td class="table-end">
                <Show when=move || may_remove.get()>{menu()}</Show>
            </td>
        </tr>
    }
}
