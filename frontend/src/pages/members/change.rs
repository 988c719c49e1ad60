//! Changing a member: shown at once, with a way back, and taken back with a word where the server refuses.

use leptos::prelude::*;
use tutti_state::people::MemberUpdate;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, Role};

use crate::store::Space;
use crate::text::{Words, people as t};
use crate::ui::{Toast, Toasts};

/// Gives somebody a role.
pub fn set_role(space: Space, toasts: Toasts, was: &Member, role: Role) {
    let patch = UpdateMember {
        role: Some(role),
        custom_role_id: was.custom_role_id.map_or(Patch::Keep, |_| Patch::Clear),
        ..UpdateMember::default()
    };
    let is_so = move |member: &Member| member.role == Some(role) && member.custom_role_id.is_none();
    change(
        (space, toasts),
        was,
        patch,
        t::role_changed(&was.name, role),
        is_so,
    );
}

/// Suspends or unsuspends somebody.
pub fn set_suspended(space: Space, toasts: Toasts, was: &Member, suspended: bool) {
    let patch = UpdateMember {
        suspended: Some(suspended),
        ..UpdateMember::default()
    };
    let is_so = move |member: &Member| member.is_suspended() == suspended;
    change(
        (space, toasts),
        was,
        patch,
        t::suspended(&was.name, suspended),
        is_so,
    );
}

/// Does it and says so, as long as the member is so. What is told of one takes the place of what was told before.
fn change(
    (space, toasts): (Space, Toasts),
    whom: &Member,
    patch: UpdateMember,
    said: Words,
    is_so: impl Fn(&Member) -> bool + Send + Sync + 'static,
) {
    let member = whom.user_id;
    let key = space.act(MemberUpdate { member, patch }.into());
    let toast = Toast::new(said).icon("check").undo(space.undoer(key));
    let toast = toast.about(format!("member {member}"));
    // It outlives the page of the workspace.
    toasts.show(toast.stands_while(move || {
        let is_otherwise = space.members.try_with(|members| {
            let found = members.iter().find(|known| known.user_id == member);
            !found.is_some_and(&is_so)
        });
        is_otherwise != Some(true)
    }));
}
