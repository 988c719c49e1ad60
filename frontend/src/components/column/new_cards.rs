//! What others brought while the column is held still: how many cards, and the button that shows them.

use leptos::prelude::*;
use tutti_types::ColumnId;
use tutti_types::columns::Column;

use crate::components::board::BoardCx;
use crate::text::board as text;
use crate::ui::Said;

/// The button, in the column's head beside what that says, so that it moves no card, covers none and stays in view; on a phone, which
/// shows no head, at the foot.
#[component]
pub fn NewCards(id: ColumnId, column: Memo<Option<Column>>) -> impl IntoView {
    let cx = BoardCx::here();
    let lane = cx.lane(id);
    let waiting = Memo::new(move |_| lane.with(|laid| laid.waiting));
    let label = move || {
        let name = column.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default());
        text::show_new(waiting.get(), &name)
    };
    view! {
        <Show when=move || { waiting.get() > 0 }>
            <button
                class="column-news num"
                type="button"
                aria-label=move || label().plain()
                on:click=move |_| cx.admit(id)
            >
                <Said words=move || text::new_cards(waiting.get())/>
            </button>
        </Show>
    }
}
