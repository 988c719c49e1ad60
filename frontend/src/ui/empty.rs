//! What stands where there is nothing to show: why, and the way on.

use leptos::prelude::*;

use super::fill;
use crate::text::Words;

/// The drawing above the words.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Art {
    /// Nothing is here yet.
    #[default]
    Columns,
    /// It did not load.
    Pulse,
    /// It is not for you.
    Lock,
}

/// A title, a sentence and the buttons that lead on.
#[component]
pub fn Empty(
    /// The drawing.
    #[prop(optional)]
    art: Art,
    /// What is the case.
    #[prop(into)]
    title: Words,
    /// What to do about it.
    #[prop(optional, into)]
    text: Option<Words>,
    /// Whether the title is the page's first heading, where the page has no other.
    #[prop(optional)]
    heading: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let title = if heading {
        view! { <h1 class="empty-title" use:fill=title></h1> }.into_any()
    } else {
        view! { <p class="empty-title" use:fill=title></p> }.into_any()
    };
    view! {
        <div class="empty">
            <svg class="empty-art" viewBox="0 0 64 48" aria-hidden="true">
                {drawing(art)}
            </svg>
            {title}
            {text.map(|text| view! { <p use:fill=text></p> })}
            {children.map(|children| children())}
        </div>
    }
}

fn drawing(art: Art) -> AnyView {
    match art {
        Art::Columns => view! {
            <rect x="3" y="4" width="17" height="40" rx="4"></rect>
            <rect x="24" y="4" width="17" height="26" rx="4" stroke-dasharray="3 3"></rect>
            <rect x="45" y="4" width="17" height="34" rx="4"></rect>
        }
        .into_any(),
        Art::Pulse => view! {
            <path d="M6 24h14l4-14 8 28 6-20 4 6h4"></path>
            <path d="M52 24h6" stroke-dasharray="1 4"></path>
        }
        .into_any(),
        Art::Lock => view! {
            <rect x="16" y="22" width="32" height="22" rx="5"></rect>
            <path d="M23 22v-6a9 9 0 0 1 18 0v6"></path>
            <path d="M32 31v5"></path>
        }
        .into_any(),
    }
}
