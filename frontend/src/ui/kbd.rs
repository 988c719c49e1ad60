//! A key, shown beside what it does.

use leptos::prelude::*;

/// One key, by its name.
#[component]
pub fn Kbd(key: &'static str) -> impl IntoView {
    view! { <kbd>{key}</kbd> }
}
