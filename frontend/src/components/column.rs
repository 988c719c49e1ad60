//! A column: its head, its cards, and a place to write a new one.

mod add;
mod delete;
mod edit;
mod ghost;
mod head;
mod list;
mod measure;
mod menu;
mod more;
mod new_cards;
mod refused_tasks;
mod window;

use leptos::html;
use leptos::prelude::*;
use tutti_types::ColumnId;

pub use add::{AddColumn, AddColumnButton};

use crate::components::board::BoardCx;
use crate::effect::effect;
use crate::shell::glide;
use head::ColumnHead;
use list::ColumnList;
use new_cards::NewCards;

/// A column of the board in context.
#[component]
pub fn ColumnView(id: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let columns = cx.space.columns(cx.id);
    let column =
        Memo::new(move |_| columns.with(|columns| columns.iter().find(|c| c.id == id).cloned()));
    let order = cx.space.order(id);
    let count = Memo::new(move |_| order.with(|order| order.count));
    let is_held = Memo::new(move |_| cx.is_held(id));
    let node = NodeRef::<html::Section>::new();
    effect(move || {
        if let (false, Some(column)) = (is_held.get(), node.get()) {
            glide::unpin_heights(&column);
        }
    });
    view! {
        <section
            class="column"
            node_ref=node
            class:is-over-limit=move || cx.is_over_limit(id)
            class:is-held=is_held
            aria-labelledby=format!("column-{id}")
            data-column=id.to_string()
            on:pointerenter=move |_| cx.pointer_enters(id)
            on:pointerleave=move |_| cx.pointer_leaves(id)
            on:focusin=move |_| cx.focus_enters(id)
            on:focusout=move |_| cx.focus_leaves(id)
        >
            <ColumnHead id column count/>
            <NewCards id column/>
            <ColumnList id column count/>
        </section>
    }
}
