//! What came while somebody reads further down: how much, and the button that shows it.

use leptos::prelude::*;
use tutti_types::activity::Activity;

use super::fold::fold;
use crate::effect::effect;
use crate::text::feed as text;
use crate::ui::Said;

/// Whoever is scrolled as far down, in pixels, sees what comes.
pub const TOP: i32 = 8;

/// The button, over the list so that it moves nothing.
#[component]
pub fn News(
    entries: Memo<Vec<Activity>>,
    is_at_top: RwSignal<bool>,
    #[prop(into)] show: Callback<()>,
) -> impl IntoView {
    let seen = RwSignal::new(i64::MAX);
    effect(move || {
        if is_at_top.get() {
            let newest = entries.with(|entries| entries.first().map(|entry| entry.seq));
            seen.set(newest.unwrap_or_default());
        }
    });
    let count = Memo::new(move |_| {
        let seen = seen.get();
        if is_at_top.get() {
            return 0;
        }
        entries.with(|entries| {
            let known = entries.partition_point(|entry| entry.seq > seen);
            fold(entries.get(..known).unwrap_or_default()).len()
        })
    });
    view! {
        <Show when=move || { count.get() > 0 }>
            <button class="feed-news num" type="button" on:click=move |_| show.run(())>
                <Said words=move || text::news(count.get())/>
            </button>
        </Show>
    }
}
