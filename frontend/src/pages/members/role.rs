//! A member's role, changed where it stands.

use leptos::prelude::*;
use tutti_types::Role;
use tutti_types::members::Member;

use super::change::set_role;
use super::{is_last_owner, rights_of, role_of};
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Said, Toasts};

/// The value of a role that is none of the built-in ones.
const CUSTOM: &str = "custom";

/// The choice where one may change it, else the word; for the last owner with the reason.
#[component]
pub fn RoleCell(member: Signal<Member>) -> impl IntoView {
    let space = Space::here();
    let user = member.with_untracked(|member| member.user_id);
    let role = Memo::new(move |_| member.with(role_of));
    let is_custom = Memo::new(move |_| member.with(|member| member.custom_role_id.is_some()));
    let word = move || match is_custom.get() {
        true => t::CUSTOM_ROLE,
        false => t::role(role.get()),
    };
    let is_last = Memo::new(move |_| space.members.with(|members| is_last_owner(members, user)));
    // The roles one may give; none where one may not even touch the present one.
    let roles = Memo::new(move |_| {
        let (mine, theirs) = (space.rights(), member.with(rights_of));
        let may = |to: &Role| mine.may_change(theirs, to.rights());
        Role::ALL
            .iter()
            .rev()
            .copied()
            .filter(may)
            .collect::<Vec<_>>()
    });
    // Who stands in the choice keeps the focus, whatever they choose there.
    let shape = Memo::new(move |_| match (is_last.get(), roles.with(Vec::is_empty)) {
        (_, true) => Shape::Word,
        (true, false) => Shape::LastOwner,
        (false, false) => Shape::Choice,
    });
    move || match shape.get() {
        Shape::LastOwner => view! {
            <Said class="table-inset-text" words=word/>
            <p class="field-hint table-note">{t::ONLY_OWNER}</p>
        }
        .into_any(),
        Shape::Word => view! { <Said class="table-inset-text muted" words=word/> }.into_any(),
        Shape::Choice => view! { <Choice member role roles is_custom/> }.into_any(),
    }
}

/// What stands for a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Choice,
    Word,
    LastOwner,
}

#[component]
fn Choice(
    member: Signal<Member>,
    role: Memo<Role>,
    roles: Memo<Vec<Role>>,
    /// Whether theirs is none of `roles`: any choice takes it from them, its base too.
    is_custom: Memo<bool>,
) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let option = move |one: Role| {
        let is_chosen = move || !is_custom.get() && role.get() == one;
        view! {
            <option value=one.as_str() prop:selected=is_chosen>
                {t::role(one)}
            </option>
        }
    };
    let custom = move || {
        let option = || view! { <option value=CUSTOM prop:selected=true>{t::CUSTOM_ROLE}</option> };
        is_custom.get().then(option)
    };
    view! {
        <select
            class="input select select--quiet"
            aria-label=move || member.with(|member| t::role_of(&member.name))
            on:change=move |event| {
                if let Ok(to) = event_target_value(&event).parse() {
                    set_role(space, toasts, &member.get_untracked(), to);
                }
            }
        >
            {custom}
            {move || roles.get().into_iter().map(option).collect_view()}
        </select>
    }
}
