//! Where the toasts stand.

use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;

use super::{Toast, Toasts, Tone};
use crate::effect::effect;
use crate::text::ui as t;
use crate::ui::{Icon, Kbd, List, fill};

const TICK_MS: i32 = 250;
/// Of a longer name a toast shows as many letters: two lines, and what became of it is in sight.
const NAME: usize = 48;

/// The corner of the toasts; it stands once in the app. The pointer or the focus in it stops their time.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::here();
    let is_paused = StoredValue::new(false);
    let node = NodeRef::<Div>::new();
    let tick = Duration::from_millis(u64::from(TICK_MS.unsigned_abs()));

    // The clock runs only while there is something to show.
    let is_empty = Memo::new(move |_| toasts.list.with(Vec::is_empty));
    Effect::new(move |clock: Option<Option<IntervalHandle>>| {
        if let Some(Some(clock)) = clock {
            clock.clear();
        }
        if is_empty.get() {
            return None;
        }
        let pass = move || {
            // Of a toast that goes while the pointer or the focus is in it no leaving is told. A finger leaves, but goes on to hover.
            let is_in = node
                .get_untracked()
                .is_some_and(|region| region.matches(":hover, :focus-within").unwrap_or_default());
            if !(is_paused.get_value() && is_in) {
                toasts.pass(TICK_MS);
            }
        };
        set_interval_with_handle(pass, tick).ok()
    });
    // In the top layer, and there above a dialog that was opened before.
    effect(move || {
        let count = toasts.list.with(Vec::len);
        if let Some(region) = node.get() {
            // Hiding fails where it is hidden, showing where it is shown: either is what is wanted.
            let _ = region.hide_popover();
            if count > 0 {
                let _ = region.show_popover();
            }
        }
    });
    view! {
        <div
            class="toasts"
            popover="manual"
            role="region"
            aria-label=t::NOTIFICATIONS
            node_ref=node
            on:pointerenter=move |_| is_paused.set_value(true)
            on:pointerleave=move |_| is_paused.set_value(false)
            on:focusin=move |_| is_paused.set_value(true)
            on:focusout=move |_| is_paused.set_value(false)
        >
            <List each=move || toasts.list.get() key=|toast| toast.id let:toast>
                <ToastView toast=toast.get_untracked()/>
            </List>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast) -> impl IntoView {
    let toasts = Toasts::here();
    let (class, role) = match toast.tone {
        Tone::Plain => ("toast", "status"),
        Tone::Success => ("toast toast--success", "status"),
        Tone::Error => ("toast toast--error", "alert"),
    };
    let id = toast.id;
    toasts.watch(&toast);
    let action = toast.action.clone().map(|action| {
        let toast = toast.clone();
        view! {
            <button
                class="btn btn--secondary btn--sm"
                type="button"
                on:click=move |_| toasts.act(&toast)
            >
                {action.label}
                {move || action.key.filter(|_| toasts.is_keyed(id)).map(|key| view! { <Kbd key/> })}
            </button>
        }
    });
    view! {
        <div class=class role=role>
            <Icon name=toast.icon/>
            <div class="toast-main">
                <p class="toast-title" use:fill=toast.title.with_short_names(NAME)></p>
                {toast.text.map(|text| view! { <p class="toast-text" use:fill=text></p> })}
            </div>
            {action}
            <button
                class="btn btn--icon btn--quiet btn--sm"
                type="button"
                aria-label=t::DISMISS
                on:click=move |_| toasts.dismiss(id)
            >
                <Icon name="x"/>
            </button>
        </div>
    }
}
