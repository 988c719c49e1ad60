//! Two people changed one text: both are shown, and one of them chooses.

use leptos::prelude::*;
use tutti_state::queue::{TextConflict, TextField};
use tutti_types::activity::Activity;

use super::draft::Draft;
use crate::store::Space;
use crate::text::{feed, task as text};
use crate::ui::{Button, Icon};

/// The other text, under the field; nothing while there is none.
#[component]
pub fn ClashNote(draft: Draft) -> impl IntoView {
    let space = Space::here();
    move || {
        draft.clash().map(|clash| {
            let of = clash.clone();
            let who = move || {
                space.feed.track();
                changed_by(space, &of)
            };
            let theirs = if clash.theirs.is_empty() {
                "(nothing)".to_owned()
            } else {
                clash.theirs
            };
            view! {
                <div class="clash" role="alert">
                    <p class="field-error">
                        <Icon name="circle-alert" class="icon icon--sm"/>
                        {move || who().map_or_else(|| text::CLASH.to_owned(), |who| feed::clash(&who))}
                    </p>
                    <blockquote class="clash-text">{theirs}</blockquote>
                    <div class="row">
                        <Button class="btn--sm" press=move |()| draft.settle(true)>
                            {text::KEEP_MINE}
                        </Button>
                        <Button class="btn--sm" press=move |()| draft.settle(false)>
                            {text::USE_THEIRS}
                        </Button>
                    </div>
                </div>
            }
        })
    }
}

/// Who wrote the other text, once the stream has told.
fn changed_by(space: Space, clash: &TextConflict) -> Option<String> {
    let task = space.clashes.with_untracked(|clashes| {
        let found = clashes.iter().find(|known| known.text == *clash);
        found.map(|known| known.task)
    })?;
    let field = match clash.field {
        TextField::Title => "title",
        TextField::Description => "description",
    };
    let me = space.me.with_untracked(|me| me.user_id);
    let who = space.read(|s| {
        let theirs = |entry: &&Activity| {
            entry.task_id == Some(task)
                && entry.actor_id != Some(me)
                && entry.changes.iter().any(|change| change.field == field)
        };
        s.feed().entries().iter().find(theirs)?.actor_id
    })??;
    Some(space.name_of(Some(who)))
}

/// Why a text cannot be saved.
#[component]
pub fn DraftFault(draft: Draft) -> impl IntoView {
    move || {
        let fault = draft.fault.get();
        fault.map(|fault| view! { <p class="field-error" role="alert">{fault}</p> })
    }
}
