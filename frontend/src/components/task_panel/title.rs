//! The title, which is its own field.

use leptos::html;
use leptos::prelude::*;
use tutti_state::boards::TextField;
use tutti_types::text::{TaskTitle, line_length};

use super::clash::Notes;
use super::draft::Draft;
use super::{Card, is_gone, may_edit};
use crate::dom;
use crate::keys::{self, Keystroke};
use crate::store::Space;
use crate::text::task as text;
use crate::ui::Count;

/// Around the field: what has the focus once the title is written.
const FRAME: &str = ".task-title-field";

/// The title of a task.
#[component]
pub fn Title(card: Card) -> impl IntoView {
    let space = Space::here();
    let draft = Draft::new(space, &card, TextField::Title, Signal::stored(true));
    let (may, is_gone) = (may_edit(space, &card), is_gone(&card));
    let node = NodeRef::<html::Textarea>::new();
    draft.fill(node);
    let pressed = |press: &Keystroke| {
        // A title is one line: Enter is done, as Escape is. The focus stays at the title; letters are shortcuts from here on.
        if !press.is_taken() && matches!(press.key(), "Enter" | "Escape") {
            press.take();
            dom::focus(FRAME);
        }
    };
    let pressed_around = |press: &Keystroke| {
        if press.key() == "Enter" && !press.is_taken() {
            press.take();
            dom::focus("#task-title");
        }
    };
    view! {
        <div class="stack task-head">
        <div
            class="task-title-field"
            role="group"
            aria-label=text::TITLE
            tabindex="-1"
            on:keydown=keys::pressed(pressed_around)
        >
            <textarea
                class="task-title task-field"
                id="task-title"
                dir="auto"
                rows="1"
                aria-label=text::TITLE
                readonly=move || !may.get()
                aria-invalid=move || draft.fault.with(Option::is_some).then_some("true")
                node_ref=node
                on:input=move |event| draft.type_in(event_target_value(&event).replace('\n', " "))
                on:keydown=keys::pressed(pressed)
                on:blur=move |_| draft.leave()
            ></textarea>
            <Count length=Signal::derive(move || line_length(&draft.shown())) most=TaskTitle::MAX/>
        </div>
        <Notes draft may is_gone/>
        </div>
    }
}
