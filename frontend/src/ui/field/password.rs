//! A password that can be looked at while it is typed.

use leptos::prelude::*;

use super::{Field, described_by};
use crate::text::entry::FORGOTTEN;
use crate::text::ui as t;
use crate::ui::{Icon, Input};

/// A field for a password, old or new.
#[component]
pub fn PasswordField(
    /// What it fills.
    input: Input,
    label: &'static str,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What helps to fill it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What shows how strong it is ([`crate::ui::meter`]).
    #[prop(optional)]
    meter: Option<fn(Input) -> AnyView>,
    /// What to do for who has forgotten it.
    #[prop(optional, into)]
    forgot: Option<Callback<()>>,
) -> impl IntoView {
    let (is_shown, show) = signal(false);
    let eye = move || {
        let name = if is_shown.get() { "eye-off" } else { "eye" };
        view! { <Icon name/> }
    };
    let aside = forgot.map(|forgot| {
        view! {
            <button class="link text-xs" type="button" on:click=move |_| forgot.run(())>
                {FORGOTTEN}
            </button>
        }
        .into_any()
    });
    view! {
        <Field input label hint aside>
            <div class="input input-wrap">
                <input
                    id=input.id
                    name=input.field
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=input.value
                    aria-invalid=move || input.error.with(Option::is_some).then_some("true")
                    aria-describedby=described_by(input, hint.is_some())
                    on:input=move |event| input.type_in(event_target_value(&event))
                    on:blur=move |_| input.leave()
                />
                <button
                    class="btn btn--icon btn--quiet btn--sm"
                    type="button"
                    aria-label=t::SHOW_PASSWORD
                    aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                    on:click=move |_| show.update(|shown| *shown = !*shown)
                >
                    {eye}
                </button>
            </div>
            {meter.map(|meter| meter(input))}
        </Field>
    }
}
