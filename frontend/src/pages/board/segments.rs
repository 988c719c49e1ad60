//! A phone shows one column at a time; this control says which, and leads to the others. It stands there from the start,
//! empty until the columns are known, so that nothing below it moves when they come.

use leptos::html;
use leptos::prelude::*;
use tutti_types::ColumnId;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior};

use crate::components::board::BoardCx;
use crate::dom;
use crate::effect::effect;
use crate::text::board as text;
use crate::ui::{List, Typed};

#[component]
pub fn Segments(board: NodeRef<html::Div>) -> impl IntoView {
    let cx = BoardCx::here();
    let columns = cx.space.columns(cx.id);
    let ids = Memo::new(move |_| {
        columns.with(|columns| {
            columns
                .iter()
                .map(|c| (c.id, c.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let in_view = cx.in_view;
    // Until somebody turns to another, and when the one in view is deleted, it is the first.
    let current = Memo::new(move |_| {
        let in_view = in_view.get();
        ids.with(|ids| {
            let still = ids.iter().find(|(id, _)| Some(*id) == in_view);
            still.or_else(|| ids.first()).map(|(id, _)| *id)
        })
    });
    // Which one is in view follows the finger.
    effect(move || {
        let Some(board) = board.get() else { return };
        let of = board.clone();
        let listener = dom::Listener::new(&board, "scroll", move |_: web_sys::Event| {
            let nearest = nearest(&of);
            if nearest.is_some() && in_view.get_untracked() != nearest {
                in_view.set(nearest);
            }
        });
        StoredValue::new_local(listener);
    });
    // Where there are more than fit, the current one and a piece of the next can be seen.
    effect(move || {
        if current.get().is_some() {
            dom::after_frames(1, || {
                let pressed = document().query_selector(".board-segments [aria-pressed=true]");
                if let Ok(Some(pressed)) = pressed {
                    dom::centre_in_view(&pressed);
                }
            });
        }
    });
    // A new task is written in the column in view.
    effect(move || {
        if let Some(column) = cx.composing.get()
            && current.get_untracked() != Some(column)
        {
            show(column);
        }
    });
    view! {
        <div class="board-segments">
            <div class="segmented" role="group" aria-label=text::COLUMNS>
                <List each=move || ids.get() key=|(id, _)| *id let:column>
                    <Segment column current/>
                </List>
            </div>
        </div>
    }
}

#[component]
fn Segment(column: Signal<(ColumnId, String)>, current: Memo<Option<ColumnId>>) -> impl IntoView {
    let cx = BoardCx::here();
    let (id, _) = column.get_untracked();
    let order = cx.space.order(id);
    let columns = cx.space.columns(cx.id);
    let limit =
        Memo::new(move |_| columns.with(|columns| columns.iter().find(|c| c.id == id)?.wip_limit));
    let counted = Memo::new(move |_| {
        let of = order.with(|order| order.count);
        (cx.narrowed(id), of, limit.get())
    });
    let count = move || {
        let (shown, of, limit) = counted.get();
        text::count_of(shown, of, limit)
    };
    let count_in_words = move || {
        let (shown, of, limit) = counted.get();
        text::tasks_of(shown, of, limit)
    };
    let node = NodeRef::<html::Button>::new();
    // With many columns not all of them fit beside each other.
    effect(move || {
        if let Some(button) = node.get().filter(|_| current.get() == Some(id)) {
            dom::bring_into_view(&button, ScrollBehavior::Auto);
        }
    });
    view! {
        <button
            type="button"
            class="segment"
            class:is-over-limit=move || cx.is_over_limit(id)
            data-segment=id.to_string()
            node_ref=node
            aria-pressed=move || if current.get() == Some(id) { "true" } else { "false" }
            on:click=move |_| show(id)
        >
            <Typed class="truncate" text=move || column.get().1/>
            <span class="num faint" role="img" translate="no" aria-label=count_in_words>
                {count}
            </span>
        </button>
    }
}

fn show(column: ColumnId) {
    let section = document().query_selector(&format!("[data-column='{column}']"));
    if let Some(section) = section.ok().flatten() {
        dom::scroll_to_column(&section, ScrollBehavior::Instant);
    }
}

/// The column whose left edge is nearest to the board's.
fn nearest(board: &Element) -> Option<ColumnId> {
    let edge = board.get_bounding_client_rect().left();
    let sections = board.query_selector_all("[data-column]").ok()?;
    let mut best: Option<(f64, ColumnId)> = None;
    for at in 0..sections.length() {
        let section: Element = sections.item(at)?.dyn_into().ok()?;
        let far = (section.get_bounding_client_rect().left() - edge).abs();
        let id = section.get_attribute("data-column")?.parse().ok()?;
        if best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, id));
        }
    }
    best.map(|(_, id)| id)
}
