//! Dialogs: the browser's own, modal, which keeps the focus in and gives it back.

mod way_back;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use self::way_back::WayBack;
use super::{IconButton, Said, Saying, fill};
use crate::dom;
use crate::effect::effect;
use crate::keys::{self, Keystroke};
use crate::text::Words;

/// A modal dialog, made only while `open`. The children are a `.dialog-body` and a `.dialog-foot`, usually in a form.
#[component]
pub fn Dialog(
    /// Whether it is open; set to false by closing it, and setting it closes it.
    open: RwSignal<bool>,
    #[prop(into)] title: Saying,
    /// A line under the title.
    #[prop(optional, into)]
    note: Option<Words>,
    #[prop(default = "dialog")] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    // It stays until the element has closed, since only the element's own closing returns the focus.
    let is_here = RwSignal::new(false);
    let node = NodeRef::<html::Dialog>::new();
    let way_back = StoredValue::new_local(WayBack::default());
    effect(move || {
        if open.get() {
            if !is_here.get_untracked() {
                is_here.set(true);
            }
        } else if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    });
    effect(move || {
        if let Some(dialog) = node.get() {
            way_back.set_value(WayBack::from_here());
            // It fails only where the dialog is open already.
            let _ = dialog.show_modal();
            focus_first(&dialog);
        }
    });
    let closed = move |_| {
        is_here.set(false);
        open.set(false);
        way_back.with_value(WayBack::go);
    };
    view! {
        {move || {
            is_here
                .get()
                .then(|| {
                    view! {
                        <dialog
                            class=class
                            aria-label={
                                let title = title.clone();
                                move || title.plain()
                            }
                            node_ref=node
                            on:close=closed
                            on:keydown=keys::pressed(Keystroke::keep_in)
                        >
                            <div class="dialog-head">
                                <div>
                                    <h2 class="dialog-title" tabindex="-1">
                                        <Said words=title.clone()/>
                                    </h2>
                                    {note.clone().map(|note| view! { <p class="muted" use:fill=note></p> })}
                                </div>
                                <IconButton icon="x" label=crate::text::CLOSE press=move |()| open.set(false)/>
                            </div>
                            // What its content reads as it is made does not make it anew, with what was typed in it.
                            {untrack(|| children())}
                        </dialog>
                    }
                })
        }}
    }
}

/// The first field that can be seen, or what scrolls by keys, or the title where there is neither. A hidden one, which tells a password manager whose it is, takes
/// no focus.
fn focus_first(dialog: &web_sys::HtmlDialogElement) {
    let wanted = [
        ".dialog-body :is(input, textarea, select):not(:disabled, [hidden], [hidden] *)",
        ".dialog-body[tabindex]",
        ".dialog-title",
    ]
    .into_iter()
    .find_map(|what| dialog.query_selector(what).ok().flatten())
    .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = wanted {
        dom::enter(&element);
    }
}
