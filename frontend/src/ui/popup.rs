//! A layer that opens beside an element: the browser's popover, placed by measuring, which every engine can do.

mod keys;
mod place;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ToggleEvent};

pub(super) use place::above as place_above;

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
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Its role.
    #[prop(default = "menu")]
    role: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    move || {
        anchor.with(Option::is_some).then(|| {
            let children = children.clone();
            view! {
                <Opened anchor label role>
                    {children()}
                </Opened>
            }
        })
    }
}

#[component]
fn Opened(
    anchor: Anchor,
    label: Signal<String>,
    role: &'static str,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let (Some(layer), Some(beside)) = (node.get(), anchor.get_untracked()) {
            // It fails only where the layer is already open or gone again, and then there is nothing to do.
            let _ = layer.show_popover();
            place::beside(&layer, &beside);
            keys::focus_first(&layer);
        }
    });
    let toggled = move |event: web_sys::Event| {
        let is_closed = event
            .dyn_ref::<ToggleEvent>()
            .is_some_and(|toggle| toggle.new_state() == "closed");
        if is_closed {
            anchor.set(None);
        }
    };
    view! {
        <div
            class="menu"
            popover="auto"
            role=role
            aria-label=move || label.get()
            node_ref=node
            on:toggle=toggled
            on:keydown=move |event| {
                if let Some(layer) = node.get_untracked() {
                    keys::handle(&layer, &event);
                }
            }
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
