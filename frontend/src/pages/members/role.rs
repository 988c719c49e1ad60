//! A member's role, changed where it stands.

use leptos::prelude::*;
use tutti_types::Role;
use tutti_types::members::Member;

use super::change::set_role;
use super::is_last_owner;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::Toasts;

/// The choice where one may change it, else the word; for the last owner with the reason.
#[component]
pub fn RoleCell(member: Member) -> impl IntoView {
    let space = Space::here();
    let role = member.role;
    let user = member.user_id;
    let member = StoredValue::new(member);
    let is_last = Memo::new(move |_| space.members.with(|members| is_last_owner(members, user)));
    // The roles one may give; none where one may not even touch the present one.
    let roles = Memo::new(move |_| {
        let mine = space.me.with(|me| me.role);
        let may = |to: &Role| mine.may_change_role(role, *to);
        Role::ALL
            .iter()
            .rev()
            .copied()
            .filter(may)
            .collect::<Vec<_>>()
    });
    move || {
        if is_last.get() && !roles.with(Vec::is_empty) {
            view! {
                <span class="table-inset-text">{t::role(role)}</span>
                <p class="field-hint table-note">{t::ONLY_OWNER}</p>
            }
            .into_any()
        } else if roles.with(Vec::is_empty) {
            view! { <span class="table-inset-text muted">{t::role(role)}</span> }.into_any()
        } else {
            view! { <Choice member roles=roles.get()/> }.into_any()
        }
    }
}

#[component]
fn Choice(member: StoredValue<Member>, roles: Vec<Role>) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let role = member.with_value(|member| member.role);
    let options = roles
        .into_iter()
        .map(|one| {
            view! {
                <option value=one.as_str() selected=one == role>
                    {t::role(one)}
                </option>
            }
        })
        .collect_view();
    view! {
        <select
            class="input select select--quiet"
            aria-label=member.with_value(|member| t::role_of(&member.name))
            on:change=move |event| {
                if let Ok(to) = event_target_value(&event).parse() {
                    set_role(space, toasts, member.get_value(), to);
                }
            }
        >
            {options}
        </select>
    }
}
