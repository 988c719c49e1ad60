//! The icons of the sprite, and Tutti's own mark.

use leptos::prelude::*;

thread_local! {
    /// The sprite's address. It carries a content hash, which the page's head tells.
    static SPRITE: String = {
        let base = document()
            .query_selector("meta[name=assets]")
            .ok()
            .flatten()
            .and_then(|meta| meta.get_attribute("content"))
            .unwrap_or_else(|| "/assets".to_owned());
        format!("{}/icons.svg#i-", base.trim_end_matches('/'))
    };
}

/// An icon of the sprite by its Lucide name; it is decoration, whatever it stands in carries the name.
#[component]
pub fn Icon(
    /// Its name, such as `plus`.
    name: &'static str,
    #[prop(default = "icon")] class: &'static str,
) -> impl IntoView {
    let href = SPRITE.with(|sprite| format!("{sprite}{name}"));
    view! {
        <svg class=class aria-hidden="true">
            <use href=href></use>
        </svg>
    }
}

/// Two stems joined by one bar, like beamed notes.
#[component]
pub fn Mark(#[prop(default = "mark")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <rect width="24" height="24"></rect>
            <path d="M5.5 9.5h12.6M8.6 5.6v9.2a2.6 2.6 0 0 0 2.6 2.6M14.4 5.6v9.2a2.6 2.6 0 0 0 2.6 2.6h1"></path>
        </svg>
    }
}
