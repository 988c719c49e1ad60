//! One entry of the feed.

use leptos::prelude::*;
use tutti_types::UserId;
use tutti_types::activity::Activity;
use tutti_types::events::EventKind;

use super::words;
use crate::store::Space;
use crate::text::feed as text;
use crate::ui::{Ago, Avatar, NoAvatar};

/// Who did what, and when.
#[component]
pub fn EntryItem(entry: Activity) -> impl IntoView {
    let space = Space::here();
    let at = entry.at;
    let actor = entry.actor_id;
    let sentence = untrack(|| words::of(space, &entry));
    let subject = (!sentence.alone).then(|| (" ", subject(space, &entry)));
    view! {
        <li class="feed-item">
            <Face actor/>
            <div>
                <b dir="auto">{move || text::first_name(&space.name_of(actor))}</b>
                " "
                {sentence.verb}
                {sentence.lead.map(|lead| format!(" {lead}"))}
                {subject}
                {sentence.rest.map(|rest| format!(" {rest}"))}
            </div>
            <Ago at/>
        </li>
    }
}

/// Who did it.
#[component]
pub fn Face(actor: Option<UserId>) -> impl IntoView {
    let space = Space::here();
    move || match actor {
        Some(id) => {
            let name = space.name_of(actor);
            view! { <Avatar id name class="avatar avatar--sm"/> }.into_any()
        }
        None => view! { <NoAvatar class="avatar avatar--sm avatar--none"/> }.into_any(),
    }
}

/// What it happened to, as a link where there is something to open.
pub fn subject(space: Space, entry: &Activity) -> AnyView {
    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
    let name = if entry.subject.is_empty() {
        text::unnamed(entry.kind).to_owned()
    } else {
        entry.subject.clone()
    };
    let is_gone = matches!(entry.kind, EventKind::TaskDeleted | EventKind::BoardDeleted);
    match (entry.board_id, entry.task_id) {
        (Some(board), Some(task)) if !is_gone => {
            view! { <a dir="auto" href=format!("/w/{slug}/b/{board}/t/{task}")>{name}</a> }
                .into_any()
        }
        (Some(board), None) if !is_gone => {
            view! { <a dir="auto" href=format!("/w/{slug}/b/{board}")>{name}</a> }.into_any()
        }
        _ => view! { <b dir="auto">{name}</b> }.into_any(),
    }
}
