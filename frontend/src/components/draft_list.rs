//! Texts that were typed and not saved, where their fields are not: what they say, and the ways to take them along.

use std::future::ready;

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::TaskId;

use crate::dom;
use crate::drafts::{Drafts, Kept, Place};
use crate::session::Session;
use crate::text::drafts as t;
use crate::ui::{Ago, Button, List, Toast, Toasts, Undoing, copy_and_say, fill};

/// A draft and its name.
pub type Draft = (String, Kept);

/// The drafts, the newest first.
#[component]
pub fn DraftList(
    /// Them.
    #[prop(into)]
    drafts: Signal<Vec<Draft>>,
    /// Whether the places they belong to can be gone to.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    view! {
        <ul class="drafts group" aria-label=t::DRAFTS>
            <List each=move || drafts.get() key=|(name, kept)| (name.clone(), kept.at) let:draft>
                <Item draft=draft.get_untracked() open/>
            </List>
        </ul>
    }
}

#[component]
fn Item(draft: Draft, open: bool) -> impl IntoView {
    let (name, kept) = draft;
    let toasts = Toasts::here();
    let all = Drafts::here();
    let to = open.then(|| address(&kept)).flatten();
    let text = StoredValue::new(kept.text.clone());
    let copied = move |()| {
        let text = text.get_value();
        copy_and_say(toasts, text, t::COPIED);
    };
    let discarded = kept.clone();
    let discard = move |()| {
        all.discard(&name);
        let (name, kept) = (name.clone(), discarded.clone());
        let undo = move || -> Undoing {
            all.bring_back(&name, &kept);
            Box::pin(ready(true))
        };
        toasts.show(Toast::success(t::DISCARDED).undo(undo));
        // The button that had the focus goes: to the next one, or to the page.
        request_animation_frame(|| {
            if !dom::focus(".drafts button") {
                dom::focus("#main");
            }
        });
    };
    view! {
        <li class="draft">
            <div class="draft-head">
                <span class="truncate" use:fill=t::what(kept.location.place, &kept.location.of)></span>
                <Ago at=kept.at/>
            </div>
            <p class="draft-text" dir="auto" translate="no">{kept.text}</p>
            <div class="row">
                {to.map(|to| view! { <A href=to attr:class="btn btn--secondary btn--sm">{t::OPEN}</A> })}
                <Button class="btn--sm" icon="copy" press=copied>
                    {t::COPY}
                </Button>
                <Button class="btn--sm" press=discard>
                    {t::DISCARD}
                </Button>
            </div>
        </li>
    }
}

/// Where the field of a draft is; none where one is not a member any longer.
fn address(kept: &Kept) -> Option<String> {
    let session = Session::here();
    let slug = kept.location.workspace.map(|ws| {
        session.workspaces.with_untracked(|list| {
            let found = list.iter().find(|one| one.id == ws);
            found.map(|one| one.slug.clone())
        })
    });
    if matches!(
        kept.location.place,
        Place::NewWorkspaceName | Place::NewWorkspaceAddress
    ) {
        return Some("/onboarding?new".to_owned());
    }
    let slug = match slug {
        Some(slug) => slug?,
        // One's own things are to be found in any workspace.
        None => session
            .workspaces
            .with_untracked(|list| list.first().map(|one| one.slug.clone()))?,
    };
    let board = kept
        .location
        .board
        .map(|board| format!("/w/{slug}/b/{board}"));
    Some(match kept.location.place {
        Place::Title(task) | Place::Description(task) => format!("{}/t/{task}", board?),
        Place::WorkspaceName(_) | Place::WorkspaceAddress(_) | Place::TaskPrefix(_) => {
            format!("/w/{slug}/settings")
        }
        Place::Invitation(_) => format!("/w/{slug}/members?invite"),
        Place::PersonName => format!("/w/{slug}/account"),
        Place::NewTask(_) => board?,
        // They stand in dialogs, which no address opens.
        _ => return None,
    })
}

/// What was written in a place that is out of reach now, with the way to take it along; nothing where nothing was.
#[component]
pub fn LeftDrafts(
    /// Whether a draft is of that place.
    of: impl Fn(&Kept) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let all = Drafts::here();
    let left = Memo::new(move |_| all.left(&of));
    view! {
        <Show when=move || left.with(|left| !left.is_empty())>
            <section class="left-drafts">
                <p>{t::LEFT}</p>
                <DraftList drafts=left/>
            </section>
        </Show>
    }
}

/// Whether a draft is a text of this task.
pub fn is_of_task(kept: &Kept, task: TaskId) -> bool {
    kept.location.place.task() == Some(task)
}
