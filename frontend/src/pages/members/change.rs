//! Changing a member: shown at once, taken back with a word where the server refuses, with a way back where it does not.

use leptos::task::spawn_local;
use tutti_types::members::{Member, UpdateMember};
use tutti_types::{Patch, Role};

use super::role_of;
use crate::api;
use crate::outbox::Undoing;
use crate::store::Space;
use crate::text::people as t;
use crate::ui::{Toast, Toasts};

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
            toasts.show(Toast::new(said).icon("check").undo(back));
        }
    });
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
            let said = Toast::error(t::role_kept(&was.name)).text(error.message());
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
        suspended: Some(suspended),
        ..UpdateMember::default()
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
