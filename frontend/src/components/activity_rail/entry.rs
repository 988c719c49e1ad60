//! One entry of the feed.

use leptos::prelude::*;
use tutti_types::activity::Activity;
use tutti_types::events::EventKind;

use super::words;
use crate::store::Space;
use crate::ui::{Ago, Avatar, NoAvatar};

/// Who did what, and when.
#[component]
pub fn EntryItem(entry: Activity) -> impl IntoView {
    let space = Space::here();
    let at = entry.at;
    let actor = entry.actor_id;
    let face = move || match actor {
        Some(id) => {
            let name = space.name_of(actor);
            view! { <Avatar id name class="avatar avatar--sm"/> }.into_any()
        }
        None => view! { <NoAvatar class="avatar avatar--sm avatar--none"/> }.into_any(),
    };
    let first = move || {
        let name = space.name_of(actor);
        name.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let sentence = words::of(space, &entry);
    let subject = subject(space, &entry);
    view! {
        <li class="feed-item">
            {face}
            <div>
                <b>{first}</b>
                " "
                {sentence.verb}
                " "
                {subject}
                {sentence.rest.map(|rest| format!(" {rest}"))}
            </div>
            <Ago at/>
        </li>
    }
}

/// What it happened to, as a link where there is something to open.
fn subject(space: Space, entry: &Activity) -> AnyView {
    let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
    let name = entry.subject.clone();
    let is_gone = matches!(entry.kind, EventKind::TaskDeleted | EventKind::BoardDeleted);
    match (entry.board_id, entry.task_id) {
        (Some(board), Some(task)) if !is_gone => {
            view! { <a href=format!("/w/{slug}/b/{board}/t/{task}")>{name}</a> }.into_any()
        }
        (Some(board), None) if !is_gone => {
            view! { <a href=format!("/w/{slug}/b/{board}")>{name}</a> }.into_any()
        }
        _ => view! { <b>{name}</b> }.into_any(),
    }
}
