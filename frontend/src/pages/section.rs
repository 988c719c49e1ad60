//! A section of a page of settings that is a form: filled with what is known, saved where it was changed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{FormFault, Submit};
use crate::drafts::{Drafts, Location};
use crate::text::settings as t;
use crate::ui::{Button, Input, Kind, Toast, Toasts};

/// An input and what the server says should stand in it.
#[derive(Clone, Copy)]
pub struct Known {
    input: Input,
    known: Memo<String>,
}

impl Known {
    /// Keeps an input at what is known, unless something was typed into it meanwhile: a change from another browser shows
    /// here.
    pub fn new(
        input: Input,
        location: Location,
        read: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        let known = Memo::new(move |_| read());
        input.open(location, &known.get_untracked());
        Effect::new(move |before: Option<String>| {
            let now = known.get();
            if let Some(before) = before.filter(|before| *before != now) {
                input.follow(&before, &now);
            }
            now
        });
        Self { input, known }
    }

    /// The same for who leaves, also where the page is on its way out.
    fn is_unsaved(self) -> bool {
        self.known.try_get_untracked().is_some() && self.input.is_unsaved()
    }

    fn is_changed(self) -> bool {
        let known = self.known;
        self.input
            .value
            .with(|text| known.with(|known| text != known))
    }
}

/// What was typed and not saved is kept for who comes back, and that is said. Where the browser keeps nothing, closing the window
/// asks first.
fn warn(is_unsaved: impl Fn() -> bool + Copy + Send + Sync + 'static) {
    let drafts = Drafts::here();
    let unload = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_unsaved() && !drafts.are_kept() {
            event.prevent_default();
        }
    });
    let toasts = Toasts::here();
    on_cleanup(move || {
        unload.remove();
        if is_unsaved() {
            toasts.show(if drafts.are_kept() {
                Toast::new(t::NOT_SAVED_YET)
            } else {
                Toast::error(t::NOT_SAVED)
            });
        }
    });
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
    warn(move || inputs.iter().any(|input| input.is_unsaved()));
    view! {
        <form class="section" aria-labelledby=id novalidate on:submit=move |event| save.run(event)>
            <div class="section-head">
                <h2 class="section-title" id=id>
                    {title}
                </h2>
            </div>
            <FormFault form/>
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
