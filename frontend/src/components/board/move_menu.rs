//! The same moves as by pointer or keys, as a menu.

use leptos::prelude::*;
use tutti_types::{ColumnId, TaskId};

use super::{BoardCx, place};
use crate::dom;
use crate::text::board as text;
use crate::ui::{MenuItem, MenuRule, StatusIcon, Typed};

/// Where cards can go: to another column, or elsewhere in their own.
#[component]
pub fn MoveItems(
    tasks: Vec<TaskId>,
    /// They were put elsewhere.
    #[prop(optional, into)]
    moved: Option<Callback<()>>,
) -> impl IntoView {
    let cx = BoardCx::here();
    let columns = cx.space.columns(cx.id).get_untracked();
    let stand: Vec<_> = tasks.iter().filter_map(|task| cx.find(*task)).collect();
    let (here, at) = common_place(&stand).unzip();
    let many = tasks.len() > 1;
    let tasks = StoredValue::new(tasks);
    let put = move |column, at| {
        tasks.with_value(|tasks| go(cx, tasks, column, at));
        if let Some(moved) = moved {
            moved.run(());
        }
    };
    let others = columns
        .into_iter()
        .filter(move |column| Some(column.id) != here)
        .map(move |column| {
            let id = column.id;
            view! {
                <MenuItem press=move |()| put(id, usize::MAX)>
                    <StatusIcon status=column.category/>
                    <Typed class="truncate" text=column.name/>
                </MenuItem>
            }
        })
        .collect_view();
    let (Some(here), Some(at)) = (here, at) else {
        return others.into_any();
    };
    let last = untrack(|| cx.visible(here)).len().saturating_sub(1);
    let within = [
        (text::TO_TOP, 0, many || at > 0),
        (text::UP, at.saturating_sub(1), !many && at > 0),
        (text::DOWN, at + 1, !many && at < last),
        (text::TO_BOTTOM, last, many || at < last),
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

/// The column in which all of them stand, and the first one's place there.
fn common_place(stand: &[(ColumnId, usize)]) -> Option<(ColumnId, usize)> {
    let first = *stand.first()?;
    let all = stand.iter().all(|(column, _)| *column == first.0);
    all.then_some(first)
}

/// Moves cards to a place of a column, counted without them.
fn go(cx: BoardCx, tasks: &[TaskId], column: ColumnId, at: usize) {
    let ids = untrack(|| cx.visible(column));
    let others = ids.iter().filter(|id| !tasks.contains(id)).count();
    let at = at.min(others);
    place::put(cx.space, tasks, column, &ids, at);
    dom::announce(&text::dropped(&text::place(
        &cx.column_name(column),
        at,
        others + tasks.len(),
    )));
}
