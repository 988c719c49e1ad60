//! One tooltip for the whole app: any element with `data-tip` has one, with the key in `data-key`.

use std::time::Duration;

use leptos::html::Div;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::fill;
use super::popup::{corner, follow, place_above};
use crate::text::Words;
use crate::{dom, keys};

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

/// Whether the focus came by keys.
fn is_walked_to(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|of: Element| of.matches(":focus-visible").unwrap_or(false))
}

/// Who works on the card that has the focus: a card is one stop, so its faces have none of their own. None where nobody does, which
/// would be told of nearly every card on the way.
fn faces(event: &web_sys::Event) -> Option<(HtmlElement, String)> {
    let title: Element = event.target()?.dyn_into().ok()?;
    let card = title
        .matches(".card-title")
        .ok()
        .filter(|is| *is)
        .and(title.closest("article").ok()?)?;
    let found = card
        .query_selector_all(".card-top .avatar[data-tip]:not(.avatar--none)")
        .ok()?;
    let faces = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    let faces: Vec<_> = faces.collect();
    let names = faces
        .iter()
        .filter_map(|face| face.get_attribute("data-tip"));
    let names = names.collect::<Vec<_>>().join(", ");
    Some((faces.into_iter().next()?, names))
}

/// The tooltip; it stands once in the app.
#[component]
pub fn Tips() -> impl IntoView {
    let tip = RwSignal::new(None::<Tip>);
    let node = NodeRef::<Div>::new();
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // How many were shown: what one follows ends with it.
    let count = StoredValue::new(0_u32);

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
    let show = move |of: HtmlElement, words: Option<String>, delay: Duration| {
        hide();
        let later = move || {
            let words = words.clone().or_else(|| of.get_attribute("data-tip"));
            let Some(text) = words.filter(|_| of.is_connected()) else {
                return;
            };
            // An open menu says more than its button's tip.
            if of.get_attribute("aria-expanded").as_deref() == Some("true") {
                return;
            }
            let key = of.get_attribute("data-key");
            tip.set(Some(Tip { text, key }));
            count.update_value(|count| *count += 1);
            let own = count.get_value();
            let of = of.clone();
            request_animation_frame(move || {
                // Whoever went on meanwhile has hidden it.
                let is_wanted = tip.try_with_untracked(Option::is_some) == Some(true);
                if let Some(layer) = node.get_untracked().filter(|_| is_wanted) {
                    let _ = layer.show_popover();
                    place_above(&layer, &of);
                    let was = corner(&of);
                    let anchor = move || {
                        let is_shown = tip.try_with_untracked(Option::is_some) == Some(true);
                        if !is_shown || count.try_get_value() != Some(own) {
                            return None;
                        }
                        if !of.is_connected() {
                            hide();
                            return None;
                        }
                        Some(of.clone())
                    };
                    follow(layer.into(), place_above, anchor, was);
                }
            });
        };
        timer.set_value(set_timeout_with_handle(later, delay).ok());
    };

    let listeners = [
        window_event_listener(leptos::ev::pointerover, move |event| {
            if event.pointer_type() == "mouse" {
                match tipped(&event) {
                    Some(of) => show(of, None, DELAY),
                    None => hide(),
                }
            }
        }),
        window_event_listener(leptos::ev::focusin, move |event| {
            // A press moves the focus too, after it showed what it pressed on.
            if !is_walked_to(&event) {
                return;
            }
            let of = tipped(&event).map(|of| (of, None));
            let faces = || faces(&event).map(|(of, names)| (of, Some(names)));
            match of.or_else(faces) {
                Some((of, words)) => show(of, words, DELAY),
                None => hide(),
            }
        }),
        window_event_listener(leptos::ev::pointerup, move |event| {
            // What does something when it is tapped says by that what it is.
            let is_still = !dom::is_within(&event, "button, a, label, input");
            if let Some(of) = tipped(&event).filter(|_| is_still)
                && event.pointer_type() == "touch"
            {
                show(of, None, Duration::ZERO);
            }
        }),
        window_event_listener(leptos::ev::pointerdown, move |_| hide()),
    ];
    keys::listen(move |_| hide());
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));

    view! {
        <div class="tip" popover="manual" aria-hidden="true" node_ref=node>
            {move || {
                tip.get()
                    .map(|tip| {
                        view! {
                            <span class="truncate" use:fill=Words::marked(tip.text)></span>
                            {tip.key.map(|key| view! { <kbd translate="no">{key}</kbd> })}
                        }
                    })
            }}
        </div>
    }
}
