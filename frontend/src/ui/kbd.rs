//! A key, shown beside what it does.

use leptos::prelude::*;

/// One key, or several that are pressed one after another, separated by a space.
#[component]
pub fn Kbd(key: &'static str) -> impl IntoView {
    key.split(' ')
        .map(|key| view! { <kbd>{key}</kbd> })
        .collect_view()
}
