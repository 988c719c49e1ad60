//! Changing a member: shown at once, taken back with a word where the server refuses, with a way back where it does not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, Role, UserId};

use super::role_of;
use crate::api;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Toast, Toasts, Undoing};

/// Gives somebody a role.
pub fn set_role(space: Space, toasts: Toasts, was: Member, role: Role) {
    spawn_local(async move {
        let given = UpdateMember {
            role: Some(role),
            custom_role_id: was.custom_role_id.map_or(Patch::Keep, |_| Patch::Clear),
            ..UpdateMember::default()
        };
        if give_role(space, toasts, was.clone(), given).await {
            let now = Member {
                role: Some(role),
                custom_role_id: None,
                permissions: None,
                ..was.clone()
            };
            let (before, said) = (role_before(&was), t::role_changed(&was.name, role));
            let back =
                move || -> Undoing { Box::pin(give_role(space, toasts, now.clone(), before)) };
            let toast = Toast::new(said).icon("check").undo(back);
            let is_so =
                move |member: &Member| member.role == Some(role) && member.custom_role_id.is_none();
            toasts.show(stands_while(space, toast, was.user_id, is_so).about(about(&was)));
        }
    });
}

/// What is told of a member goes once they are otherwise, by whomever. It outlives the page of the workspace.
fn stands_while(
    space: Space,
    toast: Toast,
    whom: UserId,
    is_so: impl Fn(&Member) -> bool + Send + Sync + 'static,
) -> Toast {
    toast.stands_while(move || {
        let is_otherwise = space.members.try_with(|members| {
            let found = members.iter().find(|member| member.user_id == whom);
            !found.is_some_and(&is_so)
        });
        is_otherwise != Some(true)
    })
}

/// A member's change; what is told of one takes the place of what was told before.
fn about(whom: &Member) -> String {
    format!("member {}", whom.user_id)
}

/// What gives somebody the role back that they had, a custom one too.
fn role_before(was: &Member) -> UpdateMember {
    match was.custom_role_id {
        Some(custom) => UpdateMember {
            custom_role_id: Patch::Set(custom),
            ..UpdateMember::default()
        },
        None => UpdateMember {
            role: Some(role_of(was)),
            ..UpdateMember::default()
        },
    }
}

async fn give_role(space: Space, toasts: Toasts, was: Member, given: UpdateMember) -> bool {
    match change(space, &was, given).await {
        Ok(()) => true,
        Err(error) => {
            let said = Toast::error(t::role_kept(&was.name))
                .text(error.message())
                .about(about(&was));
            toasts.show(if error.is_network() {
                said.retry(move || give_again(space, toasts, was.clone(), given))
            } else {
                said
            });
            false
        }
    }
}

fn give_again(space: Space, toasts: Toasts, was: Member, given: UpdateMember) {
    spawn_local(async move {
        give_role(space, toasts, was, given).await;
    });
}

/// Suspends or unsuspends somebody.
pub fn set_suspended(space: Space, toasts: Toasts, was: Member, suspended: bool) {
    spawn_local(async move {
        if suspend(space, toasts, was.clone(), suspended).await {
            let now = Member {
                suspended: Some(suspended),
                ..was.clone()
            };
            let back =
                move || -> Undoing { Box::pin(suspend(space, toasts, now.clone(), !suspended)) };
            let said = t::suspended(&was.name, suspended);
            let toast = Toast::new(said).icon("check").undo(back);
            let is_so = move |member: &Member| member.suspended.unwrap_or_default() == suspended;
            toasts.show(stands_while(space, toast, was.user_id, is_so).about(about(&was)));
        }
    });
}

async fn suspend(space: Space, toasts: Toasts, was: Member, suspended: bool) -> bool {
    let body = UpdateMember {
        suspended: Some(suspended),
        ..UpdateMember::default()
    };
    match change(space, &was, body).await {
        Ok(()) => true,
        Err(error) => {
            toasts.show(Toast::error(error.message()).about(about(&was)));
            false
        }
    }
}

/// Shows it at once, until the stream tells of it. The page may be left by that time, and the change is made all the same.
async fn change(space: Space, whom: &Member, body: UpdateMember) -> Result<(), api::Error> {
    let op = api::new_key();
    space.wish(whom.user_id, body, &op);
    let answer = api::members::update(space.id, whom.user_id, &body, &op).await;
    if answer.is_err() {
        space.give_up(&op);
    }
    // What the answer holds may be older than what the stream has told since.
    answer.map(drop)
}
