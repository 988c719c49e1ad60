//! A layer that opens beside an element: the browser's popover, placed by measuring, which every engine can do.

mod keys;
mod place;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ToggleEvent};

use super::{List, Saying};

use crate::effect::effect;
use crate::keys as keyboard;

pub(super) use place::{above as place_above, corner, follow};

/// The element a popup opens beside; none while it is closed.
pub type Anchor = RwSignal<Option<HtmlElement>, LocalStorage>;

/// An anchor that holds nothing yet.
#[must_use]
pub fn anchor() -> Anchor {
    RwSignal::new_local(None)
}

/// Opens when `anchor` gets an element, closes on Escape, on a press elsewhere and when an item was chosen. Its content is
/// made only while it is open, so a table of menus costs no more than its buttons.
#[component]
pub fn Popup(
    /// What it opens beside.
    anchor: Anchor,
    #[prop(into)] label: Saying,
    #[prop(default = "menu".into(), into)] role: Signal<&'static str>,
    children: ChildrenFn,
) -> impl IntoView {
    // The layer in the page; each opening has one of its own, which may be given another element while it is open.
    let layer = RwSignal::new(None::<u32>);
    let count = StoredValue::new(0_u32);
    // The browser closes the layer, which goes only once that is done: the focus is given back in between.
    let is_closing = StoredValue::new(false);
    effect(move || {
        let is_wanted = anchor.with(Option::is_some);
        let is_there = layer.with_untracked(Option::is_some);
        let is_going = is_closing.get_value();
        if is_wanted && (is_going || !is_there) {
            is_closing.set_value(false);
            count.update_value(|count| *count += 1);
            layer.set(Some(count.get_value()));
        } else if !is_wanted && is_there && !is_going {
            layer.set(None);
        }
    });
    let open = move |number: Signal<u32>| {
        let number = number.get_untracked();
        let (children, label) = (children.clone(), label.clone());
        let closes = move || {
            is_closing.set_value(true);
            anchor.set(None);
        };
        let closed = move || {
            if layer.get_untracked() == Some(number) && is_closing.get_value() {
                is_closing.set_value(false);
                layer.set(None);
            }
        };
        // What its content reads as it is made does not make it anew, which would close it.
        untrack(|| {
            view! {
                <Opened anchor label role closes closed>
                    {children()}
                </Opened>
            }
        })
    };
    // By key, so that each opening is a layer of its own.
    let layers = move || layer.get().into_iter().collect::<Vec<_>>();
    view! { <List each=layers key=|number| *number lets_focus_go=true children=open/> }
}

#[component]
fn Opened(
    anchor: Anchor,
    label: Saying,
    role: Signal<&'static str>,
    closes: impl Fn() + 'static,
    closed: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    effect(move || {
        if let (Some(layer), Some(beside)) = (node.get(), anchor.get_untracked()) {
            // It fails only where the layer is already open or gone again, and then there is nothing to do.
            let _ = layer.show_popover();
            place::beside(&layer, &beside);
            keys::focus_first(&layer);
            let beside_now = move || anchor.try_get_untracked().flatten();
            place::follow(
                layer.into(),
                place::beside,
                beside_now,
                place::corner(&beside),
            );
        }
    });
    let is_closing = |event: &web_sys::Event| {
        let toggle = event.dyn_ref::<ToggleEvent>();
        toggle.is_some_and(|toggle| toggle.new_state() == "closed")
    };
    view! {
        <div
            class="menu"
            popover="auto"
            role=move || role.get()
            aria-label=move || label.plain()
            node_ref=node
            on:beforetoggle=move |event| {
                if is_closing(&event) {
                    closes();
                }
            }
            on:toggle=move |event: web_sys::Event| {
                if is_closing(&event) {
                    closed();
                }
            }
            on:keydown=keyboard::pressed(move |press| {
                if let Some(layer) = node.get_untracked() {
                    keys::handle(&layer, press);
                }
            })
        >
            {children()}
        </div>
    }
}

/// Closes the popup that `element` stands in; the focus returns to where it was.
pub fn close_around(element: &web_sys::Element) {
    let layer = element
        .closest("[popover]")
        .ok()
        .flatten()
        .and_then(|layer| layer.dyn_into::<HtmlElement>().ok());
    if let Some(layer) = layer {
        // It fails only where the layer is closed already.
        let _ = layer.hide_popover();
    }
}
