//! A field: its label, its input, what helps to fill it and what is wrong with it.

mod password;
mod strength;

use leptos::prelude::*;

pub use password::PasswordField;
pub use strength::meter;

use super::{Icon, Input, fill, time};
use crate::text::{Words, drafts as text};

/// The ids of what describes the input, for `aria-describedby`.
fn described_by(input: Input, has_hint: bool) -> impl Fn() -> Option<String> + Copy {
    move || {
        let fault = input.error.with(Option::is_some);
        match (has_hint, fault) {
            (false, false) => None,
            (true, false) => Some(format!("{}-hint", input.id)),
            (false, true) => Some(format!("{}-error", input.id)),
            (true, true) => Some(format!("{0}-error {0}-hint", input.id)),
        }
    }
}

/// Label above, hint and fault below.
#[component]
pub fn Field(
    input: Input,
    label: &'static str,
    /// What helps to fill it.
    #[prop(default = None)]
    hint: Option<&'static str>,
    /// Stands at the end of the label's line.
    #[prop(default = None)]
    aside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <div class="field-label">
                <label for=input.id>{label}</label>
                {aside}
            </div>
            {children()}
            <FieldFault input/>
            {hint
                .map(|hint| {
                    view! {
                        <p class="field-hint" id=format!("{}-hint", input.id)>
                            {hint}
                        </p>
                    }
                })}
        </div>
    }
}

/// What is wrong with an input, and where its text comes from.
#[component]
pub fn FieldFault(input: Input) -> impl IntoView {
    let fault = move || {
        input.error.get().map(|fault| {
            view! {
                <p class="field-error" id=format!("{}-error", input.id)>
                    <Icon name="circle-alert" class="icon icon--sm"/>
                    <span use:fill=Words::own(fault)></span>
                </p>
            }
        })
    };
    let note = move || {
        input.note.get().map(|note| {
            view! {
                <p class="field-hint" role="status">
                    <span use:fill=text::note(note.since.map(time::clock).as_deref(), note.now.as_deref())></span>
                    " "
                    <button
                        class="link"
                        type="button"
                        on:click=move |_| {
                            input.discard();
                            crate::dom::focus(&format!("#{}", input.id));
                        }
                    >
                        {text::DISCARD}
                    </button>
                </p>
            }
        })
    };
    view! {
        {fault}
        {note}
    }
}

/// The bare input of an [`Input`], for where the label stands elsewhere.
#[component]
pub fn TextInput(
    /// What it fills.
    input: Input,
    #[prop(default = "input")] class: &'static str,
    /// Its type.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether a hint with the id `<id>-hint` stands beside it.
    #[prop(optional)]
    has_hint: bool,
    /// What stands in it while it is empty.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Whether it is only shown.
    #[prop(optional, into)]
    is_fixed: Signal<bool>,
) -> impl IntoView {
    // Of an e-mail field the browser tells the value without its spaces; written back, that puts the caret to the front.
    let (kind, keyboard) = match kind {
        "email" => ("text", Some("email")),
        kind => (kind, None),
    };
    view! {
        <input
            class=class
            id=input.id
            name=input.field
            type=kind
            dir="auto"
            inputmode=keyboard
            autocapitalize=keyboard.map(|_| "none")
            autocomplete=autocomplete
            placeholder=placeholder
            readonly=is_fixed
            spellcheck=keyboard.map(|_| "false")
            data-draft=move || input.note.with(Option::is_some).then_some("")
            prop:value=input.value
            aria-invalid=move || input.error.with(Option::is_some).then_some("true")
            aria-describedby=described_by(input, has_hint)
            on:input=move |event| input.type_in(event_target_value(&event))
            on:blur=move |_| input.leave()
        />
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// What it fills.
    input: Input,
    label: &'static str,
    /// Its type.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What helps to fill it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether it is only shown, and why then.
    #[prop(optional)]
    fixed: Option<(RwSignal<bool>, &'static str)>,
) -> impl IntoView {
    let is_fixed = move || fixed.is_some_and(|(is_fixed, _)| is_fixed.get());
    view! {
        <Field input label hint>
            <TextInput
                input
                kind
                autocomplete
                has_hint=hint.is_some()
                is_fixed=Signal::derive(is_fixed)
            />
            <Show when=is_fixed>
                <p class="field-hint">{fixed.map(|(_, why)| why)}</p>
            </Show>
        </Field>
    }
}
