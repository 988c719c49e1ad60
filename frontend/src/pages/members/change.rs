//! Changing a member: shown at once, taken back with a word where the server refuses, with a way back where it does not.

use leptos::task::spawn_local;
use tutti_types::Role;
use tutti_types::members::{Member, UpdateMember};

use super::role_of;
use crate::api;
use crate::outbox::Undoing;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Toast, Toasts};

/// Gives somebody a role.
pub fn set_role(space: Space, toasts: Toasts, was: Member, role: Role) {
    spawn_local(async move {
        if give_role(space, toasts, was.clone(), role).await {
            let now = Member {
                role: Some(role),
                ..was.clone()
            };
            let (before, said) = (role_of(&was), t::role_changed(&was.name, role));
            let back =
                move || -> Undoing { Box::pin(give_role(space, toasts, now.clone(), before)) };
            toasts.show(Toast::new(said).icon("check").undo(back));
        }
    });
}

async fn give_role(space: Space, toasts: Toasts, was: Member, role: Role) -> bool {
    let body = UpdateMember {
        role: Some(role),
        suspended: None,
    };
    match change(space, &was, body).await {
        Ok(()) => true,
        Err(error) => {
            let said = Toast::error(t::role_kept(&was.name)).text(error.message());
            toasts.show(if error.is_network() {
                said.retry(move || set_role(space, toasts, was.clone(), role))
            } else {
                said
            });
            false
        }
    }
}

/// Locks somebody out, or lets them back in.
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
            toasts.show(Toast::new(said).icon("check").undo(back));
        }
    });
}

async fn suspend(space: Space, toasts: Toasts, was: Member, suspended: bool) -> bool {
    let body = UpdateMember {
        role: None,
        suspended: Some(suspended),
    };
    match change(space, &was, body).await {
        Ok(()) => true,
        Err(error) => {
            toasts.show(Toast::error(error.message()));
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
