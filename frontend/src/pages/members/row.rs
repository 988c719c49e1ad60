//! One member: who they are, their role, and what can be done.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use tutti_types::members::Member;

use super::change::set_suspended;
use super::is_last_owner;
use super::role::RoleCell;
use crate::shell::{member_row, presence_of};
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Ago, Avatar, Menu, MenuItem, MenuRule, Toasts, time};

/// The row.
#[component]
pub fn Row(
    /// Whom it shows.
    member: Member,
    /// Opens the question whether to remove somebody.
    removing: RwSignal<Option<Member>>,
) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let user = member.user_id;
    let is_me = space.me.with_untracked(|me| me.user_id == user);
    let role = member.role;
    let may_remove = Memo::new(move |_| {
        let is_last = space.members.with(|members| is_last_owner(members, user));
        !is_me && !is_last && space.me.with(|me| me.role.may_remove(role))
    });
    let suspended = member
        .suspended
        .then(|| view! { <span class="badge badge--warning">{t::SUSPENDED}</span> });
    let more = StoredValue::new(member.clone());
    let menu = move || {
        let is_suspended = more.with_value(|member| member.suspended);
        let (icon, label) = if is_suspended {
            ("undo-2", t::UNSUSPEND)
        } else {
            ("ban", t::SUSPEND)
        };
        view! {
            <Menu label=more.with_value(|member| t::more_for(&member.name))>
                <MenuItem
                    icon
                    press=move |()| set_suspended(space, toasts, more.get_value(), !is_suspended)
                >
                    {label}
                </MenuItem>
                <MenuRule/>
                <MenuItem
                    icon="user-minus"
                    danger=true
                    press=move |()| removing.set(Some(more.get_value()))
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
    Effect::new(move |_| {
        if hash.with(|hash| *hash == wanted)
            && let Some(row) = row.get()
        {
            // A row that cannot take the focus is looked for by eye.
            let _ = row.focus();
        }
    });
    view! {
        <tr id=id tabindex="-1" node_ref=row class:is-suspended=member.suspended>
            <td>
                <span class="cell cell--person">
                    <Avatar
                        id=user
                        name=member.name.clone()
                        class="avatar avatar--md"
                        presence=presence_of(user)
                    />
                    <span class="person">
                        <b dir="auto">
                            {member.name.clone()}
                            {is_me.then(|| view! { <span class="faint">{t::YOU}</span> })}
                        </b>
                        <span class="faint text-xs">{member.email.clone()}</span>
                    </span>
                    {suspended}
                </span>
            </td>
            <td>
                <RoleCell member=member.clone()/>
            </td>
            <td class="muted is-minor">
                <Ago at=member.joined_at say=time::since/>
            </td>
            <td class="table-end">
                <Show when=move || may_remove.get()>{menu()}</Show>
            </td>
        </tr>
    }
}
