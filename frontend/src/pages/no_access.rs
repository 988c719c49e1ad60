//! What an address shows that does not exist, or is not for the reader: the two look the same.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::text::shell as t;
use crate::ui::{Art, Empty};

/// A whole page for it, where there is no shell around.
#[component]
pub fn NoAccess() -> impl IntoView {
    Effect::new(move |_| document().set_title(t::NO_ACCESS_PAGE));
    view! {
        <main class="entry-alone" id="main">
            <NoAccessHere heading=true/>
        </main>
    }
}

/// The same within a page.
#[component]
pub fn NoAccessHere(
    /// Whether the page has no heading yet.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    view! {
        <Empty art=Art::Lock heading=heading title=t::NO_ACCESS_TITLE text=t::NO_ACCESS_TEXT>
            <A href="/" attr:class="btn btn--secondary">
                {t::TO_START}
            </A>
        </Empty>
    }
}
