//! The title, which is its own field.

use leptos::prelude::*;
use tutti_state::queue::TextField;
use wasm_bindgen::JsCast;

use super::clash::{ClashNote, DraftFault};
use super::draft::Draft;
use super::{Card, may_edit};
use crate::store::Space;
use crate::text::task as text;

/// The title of a task.
#[component]
pub fn Title(card: Card) -> impl IntoView {
    let space = Space::here();
    let draft = Draft::new(space, &card, TextField::Title);
    let may = may_edit(space, &card);
    let key = |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            // A title is one line: Enter is done.
            event.prevent_default();
            let field = event
                .target()
                .and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(field) = field {
                let _ = field.blur();
            }
        }
    };
    view! {
        <textarea
            class="task-title task-field"
            id="task-title"
            rows="1"
            maxlength="200"
            aria-label=text::TITLE
            readonly=move || !may.get()
            aria-invalid=move || draft.fault.with(Option::is_some).then_some("true")
            prop:value=move || draft.shown()
            on:input=move |event| draft.type_in(event_target_value(&event).replace('\n', " "))
            on:keydown=key
            on:blur=move |_| draft.leave()
        ></textarea>
        <DraftFault draft/>
        <ClashNote draft/>
    }
}
