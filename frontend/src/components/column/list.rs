//! A column's cards. Long ones are windowed: two spacers stand for what is out of sight.

use leptos::html;
use leptos::prelude::*;
use tutti_state::Slot;
use tutti_types::columns::Column;
use tutti_types::{ColumnId, Permission};

use super::ghost::Ghost;
use super::measure::Heights;
use super::more::MoreCards;
use super::refused_tasks::RefusedTasks;
use crate::components::board::{BoardCx, Opener};
use crate::components::card::CardItem;
use crate::components::quick_create::QuickCreate;
use crate::dom;
use crate::drafts::{Drafts, Place};
use crate::keys::{OnBoard, SHORTCUTS};
use crate::text::board::Making;
use crate::text::{Words, board as text, drafts as t};
use crate::ui::{Icon, List, fill};

#[component]
pub fn ColumnList(id: ColumnId, column: Memo<Option<Column>>, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let node = NodeRef::<html::Ol>::new();
    let slots = Memo::new(move |_| cx.slots(id));
    let order = cx.space.order(id);
    let heights = Heights::new(cx.space, node, slots);
    let shown_slots = move || {
        let (from, to) = heights.range.get();
        slots.with(|slots| slots.get(from..to).unwrap_or_default().to_vec())
    };
    // One card of each column is a tab stop: the active one, else the first.
    let stop = Memo::new(move |_| {
        slots.with(|slots| {
            let active = cx.active.get().map(Slot::Here);
            let active = active.filter(|active| slots.contains(active));
            let first = || slots.iter().find(|slot| slot.here().is_some()).copied();
            active.or_else(first)?.here()
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
        if slots.with(|slots| !slots.is_empty()) || cx.composing.get() == Some(id) {
            return None;
        }
        let words: Words = if cx.is_filtered() && count.get() > 0 {
            let is_all = order.with(|order| order.count <= order.ids.len());
            if is_all {
                text::NO_MATCH
            } else {
                text::NO_MATCH_YET
            }
            .into()
        } else {
            let may_drag = cx.space.may(Permission::TasksUpdate);
            text::empty_hint(category, may_drag, making(cx, id))
        };
        Some(view! { <li class="column-empty faint" use:fill=words></li> })
    };
    view! {
        <ol class="column-list scroll" aria-label=label node_ref=node on:scroll=move |_| heights.scrolled()>
            {move || spacer(heights.before())}
            // Where the focus goes when a card goes is the board's to say.
            <List each=shown_slots key=|slot| *slot lets_focus_go=true let:slot>
                {match slot.get_untracked() {
                    Slot::Here(task) => view! { <CardItem task stop/> }.into_any(),
                    Slot::Left(task) => {
                        let height = heights.of(task);
                        view! { <Ghost task column=id height/> }.into_any()
                    }
                }}
            </List>
            {move || spacer(heights.after())}
            <MoreCards id/>
            <RefusedTasks column=id/>
            {empty}
            // What is written in it stays through all that changes around it.
            <Show when=move || cx.space.may(Permission::TasksCreate)>
                <li>
                    <Add id/>
                </li>
            </Show>
        </ol>
    }
}

/// How a card may be made in a column. A key is named where it would make it just there, and there is one.
fn making(cx: BoardCx, id: ColumnId) -> Making {
    let is_here = || cx.column_for_new(cx.attention.focus.get()) == Some(id);
    if !cx.space.may(Permission::TasksCreate) {
        Making::Not
    } else if dom::matches("(hover: none)") || !is_here() {
        Making::AtFoot
    } else {
        Making::By(SHORTCUTS.on_board.key(OnBoard::NewTask))
    }
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
    let drafts = Drafts::here();
    let begun = Memo::new(move |_| {
        let mut of_column = drafts.left(|kept| kept.location.place == Place::NewTask(id));
        let (_, kept) = of_column.drain(..).next()?;
        Some(kept.text)
    });
    let draft = move || {
        begun.get().map(
            |begun| view! { <span class="column-draft truncate" use:fill=t::begun(&begun)></span> },
        )
    };
    move || {
        if cx.composing.get() == Some(id) {
            view! { <QuickCreate column=id/> }.into_any()
        } else {
            view! {
                <button class="column-add" type="button" on:click=move |_| cx.compose_in(Some(id), Opener::Foot)>
                    <Icon name="plus"/>
                    {text::ADD_TASK}
                    {draft}
                </button>
            }
            .into_any()
        }
    }
}
