//! What there is to say of a text that is not saved: why, what somebody else wrote meanwhile, and what to do about it.

use leptos::prelude::*;

use super::draft::Draft;
use crate::text::{drafts as words, feed, task as text};
use crate::ui::{Button, Icon, Said, Toasts, copy_and_say, fill};

/// The notes under a text's field; nothing where all is saved.
#[component]
pub fn Notes(
    draft: Draft,
    /// Whether one may change the text.
    may: Memo<bool>,
    /// Whether the task is in the trash.
    is_gone: Memo<bool>,
) -> impl IntoView {
    let is_stuck = Memo::new(move |_| !may.get() && draft.is_unsaved());
    let is_clash = Memo::new(move |_| draft.clash().is_some() && !is_stuck.get() && may.get());
    view! {
        <Fault draft/>
        <Show when=move || is_clash.get()>
            <Clash draft/>
        </Show>
        {move || is_stuck.get().then(|| view! { <Stuck draft is_gone/> })}
    }
}

/// Why a text is not saved.
#[component]
fn Fault(draft: Draft) -> impl IntoView {
    move || {
        let fault = draft.fault.get();
        fault.map(|fault| view! { <p class="field-error" role="alert" use:fill=fault></p> })
    }
}

/// Two people changed one text: both are shown, and one of them chooses. Where theirs came after one's own was saved, nothing of
/// one's own is at stake, so it is told quietly.
#[component]
fn Clash(draft: Draft) -> impl IntoView {
    let who = Memo::new(move |_| draft.changed_by());
    let is_quiet = Memo::new(move |_| draft.is_overtaken());
    let theirs = move || match draft.clash().unwrap_or_default() {
        theirs if theirs.is_empty() => text::NOTHING.to_owned(),
        theirs => theirs,
    };
    let words = move || match (who.get(), is_quiet.get()) {
        (Some(who), true) => feed::overtaken(&who),
        (None, true) => text::OVERTAKEN.into(),
        (Some(who), false) => feed::clash(&who),
        (None, false) => text::CLASH.into(),
    };
    view! {
        <div
            class="clash"
            class:is-quiet=is_quiet
            role=move || if is_quiet.get() { "status" } else { "alert" }
        >
            <p class="field-error">
                <Icon name="circle-alert" class="icon icon--sm"/>
                <Said words/>
            </p>
            <blockquote class="clash-text" dir="auto" translate="no">{theirs}</blockquote>
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
}

/// What was written cannot be saved here any longer, but it can be taken elsewhere.
#[component]
fn Stuck(draft: Draft, is_gone: Memo<bool>) -> impl IntoView {
    let toasts = Toasts::here();
    let copied = move |()| {
        let text = untrack(|| draft.shown());
        copy_and_say(toasts, text, words::COPIED);
    };
    view! {
        <div class="clash" role="alert">
            <p class="field-error">
                <Icon name="circle-alert" class="icon icon--sm"/>
                <Said words=move || if is_gone.get() { words::IN_TRASH } else { words::READ_ONLY }/>
            </p>
            // Where the text is only rendered, this is what was typed.
            <blockquote class="clash-text" dir="auto" translate="no">{move || draft.shown()}</blockquote>
            <div class="row">
                <Button class="btn--sm" icon="copy" press=copied>
                    {words::COPY}
                </Button>
                <Button class="btn--sm" press=move |()| draft.discard()>
                    {words::DISCARD}
                </Button>
            </div>
        </div>
    }
}
