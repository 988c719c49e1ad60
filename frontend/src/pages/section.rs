//! A section of a page of settings that is a form: filled with what is known, saved where it was changed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Submit;
use crate::text::settings as t;
use crate::ui::{Button, FormError, Input, Kind};

/// An input and what the server says should stand in it.
#[derive(Clone, Copy)]
pub struct Known {
    input: Input,
    known: Memo<String>,
}

impl Known {
    /// Keeps an input at what is known, unless something was typed into it meanwhile: a change from another browser shows
    /// here.
    pub fn new(input: Input, read: impl Fn() -> String + Send + Sync + 'static) -> Self {
        let known = Memo::new(move |_| read());
        Effect::new(move |before: Option<String>| {
            let now = known.get();
            if before.is_none_or(|before| input.value.with_untracked(|text| *text == before)) {
                input.reset(&now);
            }
            now
        });
        Self { input, known }
    }

    fn is_changed(self) -> bool {
        let known = self.known;
        self.input
            .value
            .with(|text| known.with(|known| text != known))
    }
}

/// The section; the children are its rows. It can be saved where one of `inputs` was changed.
#[component]
pub fn FormSection<const N: usize>(
    /// Names the section.
    id: &'static str,
    title: &'static str,
    form: Submit,
    inputs: [Known; N],
    #[prop(into)] save: Callback<SubmitEvent>,
    children: Children,
) -> impl IntoView {
    let is_changed = move || inputs.iter().any(|input| input.is_changed());
    view! {
        <form class="section" aria-labelledby=id novalidate on:submit=move |event| save.run(event)>
            <div class="section-head">
                <h2 class="section-title" id=id>
                    {title}
                </h2>
            </div>
            <FormError text=form.fault/>
            <div class="group">{children()}</div>
            <Show when=is_changed>
                <div class="row">
                    <Button kind=Kind::Primary submit=true busy=form.busy>
                        {t::SAVE}
                    </Button>
                </div>
            </Show>
        </form>
    }
}
