//! The place of a card that somebody else took away while the column is held still: it says where the card went.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};

use crate::components::board::BoardCx;
use crate::text::{Words, board as text};
use crate::ui::Said;

/// The place, as high as the card was.
#[component]
pub fn Ghost(
    task: TaskId,
    /// Whose place it is.
    column: ColumnId,
    /// In pixels.
    height: f64,
) -> impl IntoView {
    let cx = BoardCx::here();
    let words = move || {
        let Some(card) = cx.space.card(task) else {
            return Words::default();
        };
        let (key, now) = card.with(|card| {
            let now = (!card.is_gone).then_some(card.task.column_id);
            (card.task.key.clone(), now)
        });
        let columns = cx.space.columns(cx.id);
        match now {
            Some(now) if now == column => text::filtered_out(&key),
            Some(now) => columns.with(|columns| {
                let to = columns.iter().find(|column| column.id == now);
                to.map_or_else(|| text::gone(&key), |to| text::moved_to(&key, &to.name))
            }),
            None => text::deleted(&key),
        }
    };
    view! {
        <li class="card-slot card-slot--left faint" style:block-size=format!("{height}px")>
            <Said words/>
        </li>
    }
}
