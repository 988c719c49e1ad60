//! One tooltip for the whole app: any element with `data-tip` has one, with the key in `data-key`.

use std::time::Duration;

use leptos::html::Div;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::popup::place_above;

/// A pointer that only passes asks nothing.
const DELAY: Duration = Duration::from_millis(450);

#[derive(Clone, PartialEq, Eq)]
struct Tip {
    text: String,
    key: Option<String>,
}

/// The element with a tip that an event happened in.
fn tipped(event: &web_sys::Event) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-tip]").ok()??.dyn_into().ok()
}

/// The tooltip; it stands once in the app.
#[component]
pub fn Tips() -> impl IntoView {
    let tip = RwSignal::new(None::<Tip>);
    let node = NodeRef::<Div>::new();
    let timer = StoredValue::new(None::<TimeoutHandle>);

    let hide = move || {
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        timer.set_value(None);
        if let Some(layer) = node.get_untracked()
            && tip.with_untracked(Option::is_some)
        {
            // It fails only where the tip is hidden already.
            let _ = layer.hide_popover();
            tip.set(None);
        }
    };
    let show = move |of: HtmlElement, delay: Duration| {
        hide();
        let later = move || {
            let Some(text) = of.get_attribute("data-tip").filter(|_| of.is_connected()) else {
                return;
            };
            // An open menu says more than its button's tip.
            if of.get_attribute("aria-expanded").as_deref() == Some("true") {
                return;
            }
            let key = of.get_attribute("data-key");
            tip.set(Some(Tip { text, key }));
            let of = of.clone();
            request_animation_frame(move || {
                if let Some(layer) = node.get_untracked() {
                    let _ = layer.show_popover();
                    place_above(&layer, &of);
                }
            });
        };
        timer.set_value(set_timeout_with_handle(later, delay).ok());
    };

    let listeners = [
        window_event_listener(leptos::ev::pointerover, move |event| {
            if event.pointer_type() == "mouse" {
                match tipped(&event) {
                    Some(of) => show(of, DELAY),
                    None => hide(),
                }
            }
        }),
        window_event_listener(leptos::ev::focusin, move |event| {
            match tipped(&event).filter(|of| of.matches(":focus-visible").unwrap_or(false)) {
                Some(of) => show(of, DELAY),
                None => hide(),
            }
        }),
        window_event_listener(leptos::ev::pointerdown, move |_| hide()),
        window_event_listener(leptos::ev::keydown, move |_| hide()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));

    view! {
        <div class="tip" popover="manual" aria-hidden="true" node_ref=node>
            {move || tip.get().map(|tip| view! { {tip.text} {tip.key.map(|key| view! { <kbd>{key}</kbd> })} })}
        </div>
    }
}
