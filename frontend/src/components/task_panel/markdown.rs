//! A markdown text, rendered. The renderer is a part of its own, loaded when the first text is shown.

mod render;
mod tag;
mod tick;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use wasm_bindgen::JsCast;

pub use tick::ticked;

use crate::dom;
use crate::effect::effect;

/// The text. Until the renderer is loaded it stands as it was written.
#[component]
pub fn Markdown(
    /// The text.
    body: Signal<String>,
    /// Whether the boxes of its tasks may be ticked.
    may_tick: Memo<bool>,
    /// A box was ticked or cleared that stands at this byte of the text.
    tick: Callback<usize>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let is_rendered = RwSignal::new(false);
    effect(move || {
        let (text, may_tick) = (body.get(), may_tick.get());
        spawn_local(async move {
            let rendered = render_lazily(text.clone(), may_tick).await;
            // A text that came later may have been rendered sooner.
            let is_current = body.try_with_untracked(|now| *now == text) == Some(true);
            let prose = node.try_get_untracked().flatten().filter(|_| is_current);
            match (prose, &rendered) {
                (Some(prose), Ok(html)) => show(&prose, html),
                // Without the renderer the text stands as it was written, which is readable too.
                (Some(prose), Err(_)) => prose.set_text_content(Some(&text)),
                (None, _) => {}
            }
            is_rendered.try_set(rendered.is_ok());
        });
    });
    let changed = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let at = input.and_then(|input| input.get_attribute("data-at")?.parse().ok());
        if let Some(at) = at {
            tick.run(at);
        }
    };
    view! {
        <div class="prose" dir="auto" translate="no" class:prose--raw=move || !is_rendered.get() node_ref=node on:change=changed>
            {body.get_untracked()}
        </div>
    }
}

/// Shows what was rendered; a box that has the focus keeps it.
fn show(prose: &web_sys::HtmlElement, html: &str) {
    let active = document().active_element();
    let at = active
        .filter(|active| prose.contains(Some(active)))
        .and_then(|active| active.get_attribute("data-at"));
    prose.set_inner_html(html);
    if let Some(at) = at {
        dom::focus(&format!(".prose [data-at='{at}']"));
    }
}

#[wasm_split(renderer, wasm_split_path = ::leptos::wasm_split, preload(fetch), fallible)]
fn render_lazily(body: String, may_tick: bool) -> Result<String, SplitLoaderError> {
    Ok(render::render(&body, may_tick))
}

/// Loads the renderer before it is needed.
pub async fn fetch_renderer() {
    // What does not come now is asked for again where it is wanted.
    let _ = fetch().await;
}
