//! The description: markdown, written and read in one place.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_state::boards::TextField;
use tutti_types::tasks::Task;
use tutti_types::text::Markdown;

use super::clash::Notes;
use super::draft::Draft;
use super::markdown::{Markdown, ticked};
use super::{Card, is_gone, may_edit};
use crate::dom;
use crate::effect::effect;
use crate::keys::{self, Keystroke};
use crate::remote::Request;
use crate::store::Space;
use crate::text::task as text;
use crate::ui::{AskAgain, Count, Icon, fill};

/// Whether the description of a task is known. A board's answer only tells that there is one.
pub fn is_known(task: &Task) -> bool {
    task.description.is_some() || !task.has_description
}

/// What is in the place of the description.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    /// It is not known.
    Unknown,
    /// It is written.
    Editor,
    /// There is none, and one may be added.
    Add,
    /// It is read.
    Reader,
}

/// The description of a task.
#[component]
pub fn Description(
    card: Card,
    /// Loads the task.
    request: Request,
) -> impl IntoView {
    let space = Space::here();
    let is_known = {
        let card = card.clone();
        Memo::new(move |_| card.with(|card| is_known(&card.task)))
    };
    let draft = Draft::new(space, &card, TextField::Description, is_known.into());
    let is_writing = RwSignal::new(false);
    let (may, is_gone) = (may_edit(space, &card), is_gone(&card));
    // A clash is settled where both texts can be read.
    effect(move || {
        if draft.clash().is_some() && may.get() {
            is_writing.set(true);
        }
    });
    let is_empty = Memo::new(move |_| draft.shown().trim().is_empty());
    // Nobody's field goes while they write, though the description may be unknown for a while.
    let face = Memo::new(move |_| match (is_writing.get(), is_known.get()) {
        (true, _) => Face::Editor,
        (false, false) => Face::Unknown,
        (false, true) if is_empty.get() && may.get() => Face::Add,
        (false, true) => Face::Reader,
    });
    let body = move || match face.get() {
        Face::Unknown => view! { <Unknown request/> }.into_any(),
        Face::Editor => view! { <Editor draft is_known is_writing may/> }.into_any(),
        Face::Add => view! {
            <button class="task-add faint" type="button" on:click=move |_| is_writing.set(true)>
                <Icon name="plus"/>
                {text::ADD_DESCRIPTION}
            </button>
        }
        .into_any(),
        Face::Reader => view! { <Reader draft is_writing may/> }.into_any(),
    };
    view! {
        <section class="stack task-text" aria-label=text::DESCRIPTION>
            {move || {
                let has_text = !is_empty.get() || is_writing.get();
                let is_shown = face.get() != Face::Unknown;
                (may.get() && is_shown && has_text).then(|| view! { <Modes is_writing draft/> })
            }}
            {body}
            <Notes draft may is_gone/>
        </section>
    }
}

/// That it is on its way, or why it does not come.
#[component]
fn Unknown(request: Request) -> impl IntoView {
    move || match request.fault.get() {
        None => view! { <p class="faint task-text-wait">{text::LOADING}</p> }.into_any(),
        Some(error) => view! {
            <div class="stack">
                <p class="field-error" role="alert" use:fill=error.message()></p>
                <AskAgain of=request/>
            </div>
        }
        .into_any(),
    }
}

/// Write or preview. A press leaves the focus in the editor, so that only what the button does ends it.
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
        <div
            class="segmented task-modes"
            role="group"
            aria-label=text::MODES
            on:mousedown=|event| event.prevent_default()
        >
            <button
                type="button"
                aria-pressed=move || pressed(true)
                on:click=move |_| {
                    is_writing.set(true);
                    dom::focus(".task-editor");
                }
            >
                {text::WRITE}
            </button>
            <button
                type="button"
                aria-pressed=move || pressed(false)
                on:click=move |_| {
                    draft.leave();
                    is_writing.set(false);
                    stay(".task-modes > :last-child");
                }
            >
                {text::PREVIEW}
            </button>
        </div>
    }
}

/// The editor had the focus, and is gone: it stays on a button of the description, this one or the one that is in its place where
/// nothing is written.
fn stay(button: &'static str) {
    spawn_local(async move {
        dom::changes_are_in().await;
        if !dom::focus(button) && !dom::focus(".task-add") {
            dom::focus(".panel");
        }
    });
}

/// The rendered text: a press on it writes, unless it is on a link or a box, or selects.
#[component]
fn Reader(draft: Draft, is_writing: RwSignal<bool>, may: Memo<bool>) -> impl IntoView {
    let write = move |event: web_sys::MouseEvent| {
        let is_elsewhere = dom::is_within(&event, "a[href], input, pre") || dom::has_selection();
        if may.get_untracked() && !is_elsewhere {
            is_writing.set(true);
        }
    };
    let tick = move |at: usize| {
        let now = untrack(|| draft.shown());
        if let Some(now) = ticked(&now, at) {
            draft.type_in(now);
            draft.leave();
        }
    };
    view! {
        <div class="task-reader" class:is-editable=may on:click=write>
            <Markdown body=Signal::derive(move || draft.shown()) tick=Callback::new(tick) may_tick=may/>
        </div>
    }
}

#[component]
fn Editor(
    draft: Draft,
    is_known: Memo<bool>,
    is_writing: RwSignal<bool>,
    may: Memo<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    // What is begun is begun over what is known.
    let may_write = move || may.get() && (is_known.get() || draft.is_begun());
    draft.fill(node);
    effect(move || {
        if let Some(field) = node.get() {
            let _ = field.focus();
        }
    });
    let leave = move |_| {
        draft.leave();
        // Another window came to the front, and this one comes back with the focus where it was.
        if document().has_focus() != Ok(true) {
            return;
        }
        if !draft.is_open() {
            // After the click that took the focus away: nothing moves under the pointer.
            request_animation_frame(move || {
                is_writing.try_set(false);
            });
        }
    };
    let pressed = move |press: &Keystroke| {
        // The first Escape leaves the text, which is saved; the second closes the panel.
        if press.key() == "Escape" && !press.is_taken() {
            press.take();
            draft.leave();
            if !draft.is_open() {
                is_writing.set(false);
            }
            stay(".task-modes > :first-child");
        }
    };
    view! {
        <textarea
            class="input task-editor"
            dir="auto"
            rows="4"
            aria-label=text::DESCRIPTION
            aria-invalid=move || draft.fault.with(Option::is_some).then_some("true")
            placeholder=text::MARKDOWN
            readonly=move || !may_write()
            node_ref=node
            on:input=move |event| draft.type_in(event_target_value(&event))
            on:keydown=keys::pressed(pressed)
            on:blur=leave
        ></textarea>
        <Count length=Signal::derive(move || draft.shown().chars().count()) most=Markdown::MAX/>
    }
}
