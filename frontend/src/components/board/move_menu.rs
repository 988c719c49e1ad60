//! The same moves as by pointer or keys, as a menu.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};

use super::{BoardCx, keyed};
use crate::dom;
use crate::text::board as text;
use crate::ui::StatusIcon;
use crate::ui::{MenuItem, MenuRule};

/// Where a card can go: to another column, or elsewhere in its own.
#[component]
pub fn MoveItems(
    task: TaskId,
    /// The card was put elsewhere.
    #[prop(optional, into)]
    moved: Option<Callback<()>>,
) -> impl IntoView {
    let cx = BoardCx::here();
    let columns = cx.space.columns(cx.id).get_untracked();
    let put = move |column, at| {
        go(cx, task, column, at);
        if let Some(moved) = moved {
            moved.run(());
        }
    };
    let (here, at) = cx.find(task).unzip();
    let others = columns
        .into_iter()
        .filter(move |column| Some(column.id) != here)
        .map(move |column| {
            let id = column.id;
            view! {
                <MenuItem press=move |()| put(id, usize::MAX)>
                    <StatusIcon status=column.category/>
                    {column.name}
                </MenuItem>
            }
        })
        .collect_view();
    let (Some(here), Some(at)) = (here, at) else {
        return others.into_any();
    };
    let last = untrack(|| cx.visible(here)).len().saturating_sub(1);
    let within = [
        (text::TO_TOP, 0, at > 0),
        (text::UP, at.saturating_sub(1), at > 0),
        (text::DOWN, at + 1, at < last),
        (text::TO_BOTTOM, last, at < last),
    ];
    let within = within
        .into_iter()
        .filter(|(.., possible)| *possible)
        .map(|(name, to, _)| view! { <MenuItem press=move |()| put(here, to)>{name}</MenuItem> })
        .collect_view();
    view! {
        {others}
        <MenuRule/>
        {within}
    }
    .into_any()
}

/// Moves the card to a place of a column, counted without it.
fn go(cx: BoardCx, task: TaskId, column: ColumnId, at: usize) {
    let mut ids: Vec<TaskId> = untrack(|| cx.visible(column))
        .iter()
        .copied()
        .filter(|id| *id != task)
        .collect();
    let at = at.min(ids.len());
    ids.insert(at, task);
    keyed::place_at(cx, task, column, &ids, at);
    dom::announce(&text::dropped(&text::place(
        &cx.column_name(column),
        at,
        ids.len(),
    )));
}
