//! A workspace: its snapshot, its connection, and the frame around its screens. It stays while one goes from screen to
//! screen.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};
use tutti_state::Badge;
use tutti_types::me::MyWorkspace;
use tutti_types::snapshot::Snapshot;
use tutti_types::{UserId, WorkspaceId};

mod given;
mod lost;

use self::lost::{LostPage, notice_loss};
use super::address::query;
use super::guard::Guard;
use super::no_access::NoAccess;
use crate::components::badge::tell_changes;
use crate::effect::effect;
use crate::remote::Request;
use crate::retry::Linked;
use crate::session::Session;
use crate::shell::{Shell, Waiting};
use crate::store::Space;
use crate::text::{home as text, people};
use crate::ui::{Art, AskAgain, Empty, Toast, Toasts};
use crate::{api, storage};

/// The page `/w/:slug`, around those below it.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    view! {
        <Guard>
            <BySlug/>
        </Guard>
    }
}

#[component]
fn BySlug() -> impl IntoView {
    let session = Session::here();
    let params = use_params_map();
    let ws = Memo::new(move |old: Option<&Option<WorkspaceId>>| {
        let slug = params.with(|p| p.get("slug"))?;
        session.workspaces.with(|list| {
            let found = list.iter().find(|ws| ws.slug == slug);
            // Under a new slug it still is the same workspace; its page then goes to the new address.
            let same = || {
                let old = (*old?)?;
                list.iter().find(|ws| ws.id == old)
            };
            found
                .or_else(same)
                .or_else(|| former(list, &slug))
                .map(|ws| ws.id)
        })
    });
    follow_former(session);
    let lost = notice_loss(session, ws);
    move || match (
        lost.get(),
        ws.get(),
        session.user.with_untracked(|u| u.as_ref().map(|u| u.id)),
    ) {
        (Some(lost), ..) => view! { <LostPage lost/> }.into_any(),
        (None, Some(id), Some(user)) => view! { <Arriving id user/> }.into_any(),
        _ => view! { <NoAccess/> }.into_any(),
    }
}

/// The workspace that had this address, where none has it.
fn former<'a>(list: &'a [MyWorkspace], slug: &str) -> Option<&'a MyWorkspace> {
    let has = |ws: &&MyWorkspace| ws.slug == slug;
    let had = |ws: &&MyWorkspace| ws.former_slugs.iter().any(|former| former == slug);
    list.iter()
        .find(had)
        .filter(|_| !list.iter().any(|ws| has(&ws)))
}

/// Old links lead to where the workspace is now, to the same board or task in it.
fn follow_former(session: Session) {
    let params = use_params_map();
    let here = use_location();
    let navigate = use_navigate();
    effect(move || {
        let Some(slug) = params.with(|params| params.get("slug")) else {
            return;
        };
        let now = session
            .workspaces
            .with(|list| former(list, &slug).map(|ws| ws.slug.clone()));
        let path = here.pathname.get_untracked();
        let rest = path.strip_prefix(&format!("/w/{slug}"));
        if let Some((now, rest)) = now.zip(rest) {
            let query = query(&here);
            let hash = here.hash.get_untracked();
            navigate(
                &format!("/w/{now}{rest}{query}{hash}"),
                NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                },
            );
        }
    });
}

/// Loads the snapshot.
#[component]
fn Arriving(id: WorkspaceId, user: UserId) -> impl IntoView {
    let snapshot = StoredValue::new(None::<Snapshot>);
    let is_here = RwSignal::new(false);
    let request = Request::taking(move || async move {
        let loaded = api::workspaces::snapshot(id).await?;
        Ok(move || {
            // Somebody may be at work here by now, by the answer to another request. The stream keeps that one current.
            if !is_here.get_untracked() {
                snapshot.set_value(Some(loaded));
                is_here.set(true);
            }
        })
    });
    request.load();
    move || {
        let arrived = is_here
            .get()
            .then(|| snapshot.try_update_value(Option::take))
            .flatten()
            .flatten();
        match (arrived, request.fault.get()) {
            (Some(snapshot), _) => view! { <Inside user snapshot/> }.into_any(),
            (None, Some(error)) if !error.is_no_access() => view! {
                <main class="entry-alone" id="main">
                    <Empty art=Art::Pulse heading=true title=text::NOT_LOADED text=error.message()>
                        <AskAgain of=request/>
                    </Empty>
                </main>
            }
            .into_any(),
            (None, Some(_)) => view! { <NoAccess/> }.into_any(),
            (None, None) => view! { <Waiting retry=move |()| request.load()/> }.into_any(),
        }
    }
}

/// The frame, with the workspace in context.
#[component]
fn Inside(user: UserId, snapshot: Snapshot) -> impl IntoView {
    let toasts = Toasts::here();
    let space = Space::open(user, snapshot);
    provide_context(space);
    let badge = space.badge;
    provide_context(Linked(Memo::new(move |_| {
        matches!(badge.get(), Some(Badge::Live | Badge::Polling))
    })));
    space.follow();
    tell_changes(space, toasts);
    lost::leave_when_gone(space);
    tell_role(space, toasts);
    follow_slug(space);
    given::tell(space, toasts);
    view! {
        <Shell>
            <Outlet/>
        </Shell>
    }
}

/// Another role is another workspace: what one may not any longer is gone from the screen, so it is said why.
fn tell_role(space: Space, toasts: Toasts) {
    let role = Memo::new(move |_| space.me.with(|me| (me.role, me.permissions)));
    Effect::watch(
        move || role.get(),
        move |now, before, _| {
            if before.is_some_and(|before| before != now) {
                let name = space.workspace.with_untracked(|ws| ws.name.clone());
                let (role, rights) = *now;
                // What a role of the workspace's own holds, no sentence says.
                let told = if rights == role.rights() {
                    let words = text::role_now(people::role(role), &name);
                    Toast::new(words).text(people::role_hint(role))
                } else {
                    Toast::new(text::custom_role_now(&name))
                };
                toasts.show(told);
            }
        },
        true,
    );
}

/// Keeps the address right when the workspace gets another one, and remembers it for the next visit.
fn follow_slug(space: Space) {
    let path = use_location().pathname;
    let navigate = use_navigate();
    let session = Session::here();
    Effect::new(move |old: Option<String>| {
        let slug = space.workspace.with(|ws| ws.slug.clone());
        storage::remember("tutti.last", Some(&slug));
        storage::remember(&format!("tutti.ws.{slug}"), Some(&space.id.to_string()));
        if let Some(old) = old.filter(|old| *old != slug) {
            session.workspaces.update(|list| {
                for ws in list.iter_mut().filter(|ws| ws.id == space.id) {
                    ws.slug.clone_from(&slug);
                }
            });
            let rest = path.with_untracked(|path| {
                let rest = path.strip_prefix(&format!("/w/{old}"));
                rest.map(str::to_owned)
            });
            if let Some(rest) = rest {
                let to = format!("/w/{slug}{rest}");
                navigate(
                    &to,
                    NavigateOptions {
                        replace: true,
                        scroll: false,
                        ..NavigateOptions::default()
                    },
                );
            }
        }
        slug
    });
}
