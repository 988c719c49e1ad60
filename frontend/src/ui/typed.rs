//! What people typed, and sentences that hold it. A browser that translates the page puts nodes of its own in the place of ours,
//! so a text that changes is either kept from it, as what was typed is, or made anew each time, as a sentence is.

use std::sync::Arc;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::text::Words;

/// What somebody typed: a name, a title, an address.
#[component]
pub fn Typed(
    /// It.
    #[prop(into)]
    text: TextProp,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    view! {
        <bdi class=class translate="no">
            {move || text.get()}
        </bdi>
    }
}

/// A sentence.
#[component]
pub fn Said(
    /// It.
    #[prop(into)]
    words: Saying,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    move || view! { <span class=class use:fill=words.get()></span> }
}

/// A sentence that may change.
#[derive(Clone)]
pub struct Saying(Arc<dyn Fn() -> Words + Send + Sync>);

impl Saying {
    /// As it is now. Tracked.
    pub fn get(&self) -> Words {
        (self.0)()
    }

    /// As it is now, for where only plain text may stand. Tracked.
    pub fn plain(&self) -> String {
        self.get().plain()
    }
}

impl From<Words> for Saying {
    fn from(words: Words) -> Self {
        Self(Arc::new(move || words.clone()))
    }
}

impl From<&'static str> for Saying {
    fn from(words: &'static str) -> Self {
        Self(Arc::new(move || words.into()))
    }
}

impl<F, W> From<F> for Saying
where
    F: Fn() -> W + Send + Sync + 'static,
    W: Into<Words>,
{
    fn from(say: F) -> Self {
        Self(Arc::new(move || say().into()))
    }
}

/// Where an element remembers what it says.
const SAYS: &str = "tuttiSays";

/// Makes an element's content anew from a sentence, unless it says that already: `use:fill=words`.
pub fn fill(element: Element, words: Words) {
    let says = JsValue::from_str(words.as_marked());
    if Reflect::get(&element, &SAYS.into()).is_ok_and(|said| said == says) {
        return;
    }
    // Neither fails for an element that is one's own.
    let _ = Reflect::set(&element, &SAYS.into(), &says);
    element.set_text_content(None);
    for (is_typed, text) in words.parts() {
        let node = if is_typed { isolated(text) } else { None };
        let node = node.unwrap_or_else(|| document().create_text_node(text).into());
        let _ = element.append_child(&node);
    }
}

fn isolated(text: &str) -> Option<web_sys::Node> {
    let typed = document().create_element("bdi").ok()?;
    typed.set_attribute("translate", "no").ok()?;
    typed.set_text_content(Some(text));
    Some(typed.into())
}
