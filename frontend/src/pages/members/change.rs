//! Changing a member: shown at once, taken back with a word where the server refuses, with a way back where it does not.

use leptos::task::spawn_local;
use tutti_types::Role;
use tutti_types::members::{Member, UpdateMember};

use crate::api;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Toast, Toasts};

/// Gives somebody a role.
pub fn set_role(space: Space, toasts: Toasts, was: Member, role: Role) {
    let mut wanted = was.clone();
    wanted.role = role;
    space.take_member(wanted.clone());
    let body = UpdateMember {
        role: Some(role),
        suspended: None,
    };
    spawn_local(async move {
        match api::members::update(space.id, was.user_id, &body).await {
            Ok(member) => {
                space.take_member(member);
                let said = Toast::new(t::role_changed(&was.name, role)).icon("check");
                let before = was.role;
                toasts.show(said.undo(move || set_role(space, toasts, wanted.clone(), before)));
            }
            Err(error) => {
                space.take_member(was.clone());
                let said = Toast::error(t::role_kept(&was.name)).text(error.message());
                toasts.show(if error.is_network() {
                    said.retry(move || set_role(space, toasts, was.clone(), role))
                } else {
                    said
                });
            }
        }
    });
}

/// Locks somebody out, or lets them back in.
pub fn set_suspended(space: Space, toasts: Toasts, was: Member, suspended: bool) {
    let mut wanted = was.clone();
    wanted.suspended = suspended;
    space.take_member(wanted.clone());
    let body = UpdateMember {
        role: None,
        suspended: Some(suspended),
    };
    spawn_local(async move {
        match api::members::update(space.id, was.user_id, &body).await {
            Ok(member) => {
                space.take_member(member);
                let said = Toast::new(t::suspended(&was.name, suspended)).icon("check");
                toasts.show(
                    said.undo(move || set_suspended(space, toasts, wanted.clone(), !suspended)),
                );
            }
            Err(error) => {
                space.take_member(was);
                toasts.show(Toast::error(error.message()));
            }
        }
    });
}
