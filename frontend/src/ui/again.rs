//! Trying again: by a button, and by itself, since a page that waits is looked at by nobody.

use std::time::Duration;

use leptos::prelude::*;

use super::Button;
use crate::text::wait as t;

/// How often it is tried; up to half as long again is added by chance, so that those who met one failure do not come back
/// together.
const EVERY: Duration = Duration::from_secs(5);

/// The button. `press` leaves what is shown until there is an answer.
#[component]
pub fn Again(
    /// Tries.
    #[prop(into)]
    press: Callback<()>,
) -> impl IntoView {
    let every = EVERY.mul_f64(1.0 + js_sys::Math::random() / 2.0);
    let clock = set_interval_with_handle(move || press.run(()), every);
    let online = window_event_listener(leptos::ev::online, move |_| press.run(()));
    on_cleanup(move || {
        online.remove();
        if let Ok(clock) = clock {
            clock.clear();
        }
    });
    view! {
        <Button icon="rotate-cw" press>
            {t::TRY_AGAIN}
        </Button>
        <p class="faint text-xs">{t::BY_ITSELF}</p>
    }
}
