//! The description: markdown, written and read in one place.

use leptos::html;
use leptos::prelude::*;
use tutti_state::queue::TextField;

use super::clash::{ClashNote, DraftFault};
use super::draft::Draft;
use super::markdown::Markdown;
use super::{Card, may_edit};
use crate::store::Space;
use crate::text::task as text;
use crate::ui::Icon;

/// The description of a task.
#[component]
pub fn Description(card: Card) -> impl IntoView {
    let space = Space::here();
    let draft = Draft::new(space, &card, TextField::Description);
    let is_writing = RwSignal::new(false);
    let may = may_edit(space, &card);
    // A clash is settled where both texts can be read.
    Effect::new(move |_| {
        if draft.clash().is_some() {
            is_writing.set(true);
        }
    });
    let is_known = {
        let card = card.clone();
        Memo::new(move |_| card.with(|c| c.task.description.is_some() || !c.task.has_description))
    };
    let read = move || {
        let body = draft.shown();
        if body.trim().is_empty() && may.get() {
            view! {
                <button class="task-add faint" type="button" on:click=move |_| is_writing.set(true)>
                    <Icon name="plus"/>
                    {text::ADD_DESCRIPTION}
                </button>
            }
            .into_any()
        } else {
            view! { <Markdown body/> }.into_any()
        }
    };
    view! {
        <section class="stack task-text" aria-label=text::DESCRIPTION>
            {move || {
                let has_text = !draft.shown().trim().is_empty() || is_writing.get();
                (may.get() && is_known.get() && has_text).then(|| view! { <Modes is_writing draft/> })
            }}
            {move || match (is_known.get(), is_writing.get()) {
                (false, _) => view! { <p class="faint">{text::LOADING}</p> }.into_any(),
                (true, true) => view! { <Editor draft is_writing may/> }.into_any(),
                (true, false) => read().into_any(),
            }}
            <DraftFault draft/>
            <ClashNote draft/>
        </section>
    }
}

/// Write or preview.
#[component]
fn Modes(is_writing: RwSignal<bool>, draft: Draft) -> impl IntoView {
    let pressed = move |is: bool| {
        if is_writing.get() == is {
            "true"
        } else {
            "false"
        }
    };
    view! {
        <div class="segmented task-modes" role="group" aria-label=text::MODES>
            <button type="button" aria-pressed=move || pressed(true) on:click=move |_| is_writing.set(true)>
                {text::WRITE}
            </button>
            <button
                type="button"
                aria-pressed=move || pressed(false)
                on:click=move |_| {
                    draft.save();
                    is_writing.set(false);
                }
            >
                {text::PREVIEW}
            </button>
        </div>
    }
}

#[component]
fn Editor(draft: Draft, is_writing: RwSignal<bool>, may: Memo<bool>) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = node.get() {
            let _ = field.focus();
        }
    });
    let leave = move |_| {
        draft.leave();
        let has_fault = draft.fault.try_with_untracked(Option::is_some);
        let stays = has_fault != Some(false) || untrack(|| draft.clash()).is_some();
        if !stays {
            // After the click that took the focus away: nothing moves under the pointer.
            request_animation_frame(move || {
                is_writing.try_set(false);
            });
        }
    };
    view! {
        <textarea
            class="input task-editor"
            rows="8"
            maxlength="20000"
            aria-label=text::DESCRIPTION
            placeholder=text::MARKDOWN
            readonly=move || !may.get()
            node_ref=node
            prop:value=move || draft.shown()
            on:input=move |event| draft.type_in(event_target_value(&event))
            on:blur=leave
        ></textarea>
    }
}
