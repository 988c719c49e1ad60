//! Why a form was refused, or how long it waits before it goes out again.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Submit, Wait};
use crate::text::wait as t;
use crate::ui::{Banner, Button, FormError, Tone};

/// How often the count is looked at.
const TICK: Duration = Duration::from_millis(250);

/// What stands above a form's fields. Where the server asked to come later, the form is sent again by itself, with what stands in
/// it by then.
#[component]
pub fn FormFault(
    form: Submit,
    /// Sends it, where it is no form but a button.
    #[prop(optional, into)]
    again: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        {move || form.wait.get().map(|wait| view! { <Waiting form wait again/> })}
        <FormError text=form.fault/>
    }
}

#[component]
fn Waiting(form: Submit, wait: Wait, again: Option<Callback<()>>) -> impl IntoView {
    let node = NodeRef::<html::Span>::new();
    let left = RwSignal::new(wait.left_s());
    let go = move || {
        let element = node.get_untracked();
        form.wait.set(None);
        match again {
            Some(again) => again.run(()),
            None => send(element.as_deref()),
        }
    };
    let clock = set_interval_with_handle(
        move || match wait.left_s() {
            0 => go(),
            now if left.get_untracked() != now => left.set(now),
            _ => {}
        },
        TICK,
    );
    on_cleanup(move || {
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    view! {
        <Banner tone=Tone::Warning icon="clock">
            <span node_ref=node>
                {if wait.is_limit { t::TOO_MANY } else { t::BUSY }}
                " "
                <span role="timer" translate="no">
                    {move || t::again_in(left.get())}
                </span>
            </span>
            <Button class="btn--sm" press=move |()| form.wait.set(None)>
                {t::CANCEL}
            </Button>
        </Banner>
    }
}

/// Sends the form around an element as its button does.
fn send(element: Option<&web_sys::HtmlElement>) {
    let form = element.and_then(|element| element.closest("form").ok().flatten());
    if let Some(form) = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        // It fails only for a button that is not the form's, and none is named.
        let _ = form.request_submit();
    }
}
