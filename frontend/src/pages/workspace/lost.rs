//! A workspace that one is out of: said until one goes elsewhere, with the way back once there is one.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};
use tutti_state::Gone;
use tutti_types::WorkspaceId;

use crate::components::draft_list::LeftDrafts;
use crate::effect::effect;
use crate::session::{Lost, Session};
use crate::storage;
use crate::store::Space;
use crate::text::home as text;
use crate::ui::{Art, Button, Empty, Kind, Said};

/// How often it is asked whether one was let back in: there is no stream without a workspace.
const ASK_EVERY: Duration = Duration::from_secs(5);

/// Takes the workspace off one's list when it is gone, unless one ended it oneself and is on the way out.
pub fn leave_when_gone(space: Space) {
    let session = Session::here();
    session.enter(space.id);
    effect(move || {
        if !space.gone.get() || session.is_leaving(space.id) {
            return;
        }
        let is_deleted = space.read(|s| s.gone() == Some(Gone::Deleted));
        let (slug, name) = space
            .workspace
            .with_untracked(|ws| (ws.slug.clone(), ws.name.clone()));
        session.lost.set(Some(Lost {
            id: space.id,
            slug,
            name,
            is_deleted: is_deleted == Some(true),
        }));
        storage::remember("tutti.last", None);
        session
            .workspaces
            .update(|list| list.retain(|ws| ws.id != space.id));
    });
}

/// The workspace of this address, if it was lost while it was open. The list may tell of it before the stream does.
pub fn notice_loss(session: Session, ws: Memo<Option<WorkspaceId>>) -> Memo<Option<Lost>> {
    let params = use_params_map();
    let known = StoredValue::new(None::<Lost>);
    effect(move || {
        let id = ws.get();
        let now = session.workspaces.with(|list| {
            let found = list.iter().find(|one| Some(one.id) == id)?;
            Some(Lost {
                id: found.id,
                slug: found.slug.clone(),
                name: found.name.clone(),
                is_deleted: false,
            })
        });
        let before = known
            .try_update_value(|known| std::mem::replace(known, now))
            .flatten();
        let is_told = session.lost.with_untracked(Option::is_some);
        if let Some(before) = before.filter(|before| id.is_none() && !session.is_leaving(before.id))
            && !is_told
            && session.user.with_untracked(Option::is_some)
        {
            session.lost.set(Some(before));
        }
    });
    Memo::new(move |_| {
        let slug = params.with(|params| params.get("slug"));
        session
            .lost
            .get()
            .filter(|lost| Some(&lost.slug) == slug.as_ref())
    })
}

/// Says that one is out, and where to go from here.
#[component]
pub fn LostPage(lost: Lost) -> impl IntoView {
    let session = Session::here();
    let id = lost.id;
    document().set_title(&format!("{} · Tutti", lost.name));
    let ask = move || {
        if !document().hidden() {
            spawn_local(async move {
                // Without an answer it is asked again soon.
                let _ = session.reload_workspaces().await;
            });
        }
    };
    if let Ok(clock) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || clock.clear());
    }
    let seen = window_event_listener(leptos::ev::visibilitychange, move |_| ask());
    on_cleanup(move || seen.remove());
    let back = Memo::new(move |_| {
        session.workspaces.with(|list| {
            let found = list.iter().find(|ws| ws.id == id);
            found.map(|ws| ws.slug.clone())
        })
    });
    let body = move || {
        let back = back.get();
        let (title, words) = match (&back, lost.is_deleted) {
            (Some(_), _) => (text::back(&lost.name), text::BACK_TEXT),
            (None, true) => (text::deleted(&lost.name), text::DELETED_TEXT),
            (None, false) => (text::lost(&lost.name), text::LOST_TEXT),
        };
        let name = lost.name.clone();
        view! {
            <Empty art=Art::Lock heading=true title text=words>
                <div class="row">
                    <WayOn back name/>
                </div>
            </Empty>
        }
    };
    view! {
        <main class="entry-alone" id="main" aria-live="polite">
            {body}
            <LeftDrafts of=move |kept| kept.location.workspace == Some(id)/>
        </main>
    }
}

/// Back in, on to another workspace of one's own, or to make one.
#[component]
fn WayOn(back: Option<String>, name: String) -> impl IntoView {
    let session = Session::here();
    let navigate = use_navigate();
    let other = session.workspaces.with_untracked(|list| {
        let other = list.iter().find(|ws| back.as_ref() != Some(&ws.slug));
        other.map(|ws| (ws.slug.clone(), ws.name.clone()))
    });
    match back.map(|slug| (slug, name)).or(other) {
        Some((slug, name)) => {
            let go = move |()| {
                navigate(&format!("/w/{slug}"), Default::default());
                session.lost.set(None);
            };
            view! {
                <Button kind=Kind::Primary press=go>
                    <Said words=text::go_to(&name)/>
                </Button>
            }
            .into_any()
        }
        None => view! {
            <A href="/onboarding?new" attr:class="btn btn--secondary" on:click=move |_| session.lost.set(None)>
                {text::MAKE_ANOTHER}
            </A>
        }
        .into_any(),
    }
}
