//! A section of a page of settings that is a form: filled with what is known, saved where it was changed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{FormFault, Submit};
use crate::dom;
use crate::drafts::Location;
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
        let known = self.known.try_get_untracked();
        let text = self.input.value.try_get_untracked();
        known.is_some() && text.is_some() && known != text
    }

    fn is_changed(self) -> bool {
        let known = self.known;
        self.input
            .value
            .with(|text| known.with(|known| text != known))
    }
}

/// What was typed and not saved does not go without a word: a link asks first, and so does closing the window.
fn warn(
    is_lost: impl Fn() -> bool + Copy + Send + Sync + 'static,
    give_up: impl Fn() + Copy + Send + Sync + 'static,
) {
    let agreed = StoredValue::new(false);
    let unload = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_lost() {
            event.prevent_default();
        }
    });
    let pressed = move |event: web_sys::MouseEvent| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let link = target.and_then(|t| t.closest("a[href]").ok().flatten());
        if link.is_none() || !is_lost() {
            return;
        }
        let is_sure = window().confirm_with_message(t::LEAVE_UNSAVED) == Ok(true);
        agreed.set_value(is_sure);
        if is_sure {
            give_up();
        } else {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    };
    // Before the router hears of it.
    let links = document()
        .body()
        .map(|body| dom::Listener::new(&body, "click", pressed));
    let links = StoredValue::new_local(links);
    let toasts = Toasts::here();
    on_cleanup(move || {
        unload.remove();
        links.dispose();
        if is_lost() && agreed.try_get_value() != Some(true) {
            toasts.show(Toast::error(t::NOT_SAVED));
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
    let is_lost = move || inputs.iter().any(|input| input.is_unsaved());
    let give_up = move || inputs.iter().for_each(|known| known.input.discard());
    warn(is_lost, give_up);
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
