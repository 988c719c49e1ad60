//! A column's cards. Long ones are windowed: two spacers stand for what is out of sight.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use tutti_types::columns::Column;
use tutti_types::{ColumnId, Permission, TaskId};

use super::measure::Heights;
use super::more::MoreCards;
use super::unmade::UnmadeTasks;
use crate::components::board::BoardCx;
use crate::components::card::CardItem;
use crate::components::quick_create::QuickCreate;
use crate::text::board as text;
use crate::ui::Icon;

#[component]
pub fn ColumnList(id: ColumnId, column: Memo<Option<Column>>, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let node = NodeRef::<html::Ol>::new();
    let ids = shown(cx, id);
    let heights = Heights::new(cx.space, node, ids);
    let shown_ids = move || {
        let (from, to) = heights.range.get();
        ids.with(|ids| ids.get(from..to).unwrap_or_default().to_vec())
    };
    // One card of each column is a tab stop: the active one, else the first.
    let stop = Memo::new(move |_| {
        ids.with(|ids| {
            let active = cx.active.get().filter(|active| ids.contains(active));
            active.or_else(|| ids.first().copied())
        })
    });
    let stop = StoredValue::new(Selector::new(move || stop.get()));
    heights.reveal_on_demand(cx);

    let label = move || {
        let name = column.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default());
        text::column_tasks(&name)
    };
    let empty = move || {
        let category = column.with(|c| c.as_ref().map(|c| c.category))?;
        if ids.with(|ids| !ids.is_empty()) || cx.composing.get() == Some(id) {
            return None;
        }
        let words = if cx.is_filtered() && count.get() > 0 {
            text::NO_MATCH.to_owned()
        } else {
            format!("{} {}", text::empty_column(category), text::EMPTY_HINT)
        };
        Some(view! { <li class="column-empty faint">{words}</li> })
    };
    view! {
        <ol class="column-list scroll" aria-label=label node_ref=node on:scroll=move |_| heights.scrolled()>
            {move || spacer(heights.before())}
            <For each=shown_ids key=|id| *id let:task>
                <CardItem task stop/>
            </For>
            {move || spacer(heights.after())}
            <MoreCards id/>
            <UnmadeTasks column=id/>
            {empty}
            {move || {
                cx.space
                    .may(Permission::TasksCreate)
                    .then(|| view! { <li><Add id/></li> })
            }}
        </ol>
    }
}

/// The cards to show. While a pointer holds a card, what others do waits, so that nothing moves under it.
fn shown(cx: BoardCx, id: ColumnId) -> Memo<Arc<[TaskId]>> {
    Memo::new(move |old: Option<&Arc<[TaskId]>>| match old {
        Some(old) if cx.is_dragging.get() => old.clone(),
        _ => cx.visible(id),
    })
}

fn spacer(height: f64) -> Option<impl IntoView> {
    (height > 0.5).then(|| {
        view! { <li class="column-spacer" role="presentation" style:block-size=format!("{height}px")></li> }
    })
}

/// The button at the foot, or the field it turns into.
#[component]
fn Add(id: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    move || {
        if cx.composing.get() == Some(id) {
            view! { <QuickCreate column=id/> }.into_any()
        } else {
            view! {
                <button class="column-add" type="button" on:click=move |_| cx.composing.set(Some(id))>
                    <Icon name="plus"/>
                    {text::ADD_TASK}
                </button>
            }
            .into_any()
        }
    }
}
