//! Copying a text, and showing one that is to be copied.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::{Button, Said, Toast, Toasts, announce};
use crate::text::{Words, ui as t};

/// Copies; false where the browser does not allow it, as on a page that came without TLS.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Without a secure context there is none, whatever the type says.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Copies a text and says so. Where the browser does not allow it, the text itself is shown, to be selected, until it is dismissed.
pub fn copy_and_say(toasts: Toasts, text: String, done: &'static str) {
    spawn_local(async move {
        toasts.show(if copy(&text).await {
            Toast::success(done)
        } else {
            Toast::error(t::COPY_YOURSELF).text(Words::typed(&text))
        });
    });
}

/// A text with a button that copies it. Where that is not allowed, the text is selected, ready for the keys.
#[component]
pub fn CopyField(
    /// The input's id.
    id: &'static str,
    text: String,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let is_copied = RwSignal::new(false);
    let value = StoredValue::new(text.clone());
    let press = move |()| {
        if let Some(input) = node.get_untracked() {
            input.select();
        }
        let text = value.get_value();
        spawn_local(async move {
            let done = copy(&text).await;
            is_copied.try_set(done);
            if done {
                announce::say(t::COPIED);
            }
        });
    };
    let label = move || if is_copied.get() { t::COPIED } else { t::COPY };
    view! {
        <div class="row">
            <input
                class="input copy-text"
                id=id
                type="text"
                readonly
                prop:value=text
                aria-describedby=format!("{id}-hint")
                node_ref=node
                on:focus=move |_| {
                    if let Some(input) = node.get_untracked() {
                        input.select();
                    }
                }
            />
            <Button icon="copy" press>
                <Said words=label/>
            </Button>
        </div>
    }
}
