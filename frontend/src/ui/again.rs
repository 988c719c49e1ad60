//! Trying again: by a button, and by itself.

use leptos::prelude::*;

use super::Button;
use crate::api;
use crate::remote::Request;
use crate::retry;
use crate::text::wait as t;

/// The button. `press` leaves what is shown until there is an answer.
#[component]
pub fn Again(
    /// Tries.
    #[prop(into)]
    press: Callback<()>,
) -> impl IntoView {
    retry::by_itself(press);
    view! {
        <Button icon="rotate-cw" press>
            {t::TRY_AGAIN}
        </Button>
        <p class="faint text-xs">{t::BY_ITSELF}</p>
    }
}

/// The button where a request failed, which tries again by itself where that may help.
#[component]
pub fn AskAgain(
    /// What is asked for.
    of: Request,
) -> impl IntoView {
    let may_pass = move || {
        let fault = of.fault.get();
        fault.as_ref().is_some_and(api::Error::may_pass)
    };
    view! {
        <Button icon="rotate-cw" press=move |()| of.load()>
            {t::TRY_AGAIN}
        </Button>
        <Show when=may_pass>
            <p class="faint text-xs">{t::BY_ITSELF}</p>
        </Show>
    }
}
