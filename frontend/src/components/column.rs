//! A column: its head, its cards, and a place to write a new one.

mod add;
mod edit;
mod head;
mod list;
mod measure;
mod more;
mod unmade;
mod window;

use leptos::prelude::*;
use tutti_types::ColumnId;

pub use add::AddColumn;

use crate::components::board::BoardCx;
use head::ColumnHead;
use list::ColumnList;

/// A column of the board in context.
#[component]
pub fn ColumnView(id: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let columns = cx.space.columns(cx.id);
    let column =
        Memo::new(move |_| columns.with(|columns| columns.iter().find(|c| c.id == id).cloned()));
    let order = cx.space.order(id);
    let count = Memo::new(move |_| order.with(|order| order.count));
    let is_over = move || {
        let limit = column.with(|c| c.as_ref().and_then(|c| c.wip_limit));
        limit.is_some_and(|limit| usize::try_from(limit).is_ok_and(|limit| count.get() > limit))
    };
    view! {
        <section
            class="column"
            class:is-over-limit=is_over
            aria-labelledby=format!("column-{id}")
            data-column=id.to_string()
        >
            <ColumnHead id column count/>
            <ColumnList id column count/>
        </section>
    }
}
