//! A column's name, how much is in it, and its menu.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_types::columns::{Column, MoveColumn};
use tutti_types::{ColumnId, Permission};

use super::edit::EditColumn;
use crate::components::board::BoardCx;
use crate::text::board as text;
use crate::ui::StatusIcon;
use crate::ui::{IconButton, Menu, MenuItem, MenuRule, Toast, Toasts, color_hue};

#[component]
pub fn ColumnHead(id: ColumnId, column: Memo<Option<Column>>, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let name = Signal::derive(move || {
        column.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default())
    });
    let limit = move || column.with(|c| c.as_ref().and_then(|c| c.wip_limit));
    let shown_count = move || match (cx.narrowed(id), limit()) {
        (Some(shown), _) => text::shown_of(shown, count.get()),
        (None, Some(limit)) => format!("{} / {limit}", count.get()),
        (None, None) => count.get().to_string(),
    };
    let count_in_words = move || match (cx.narrowed(id), limit()) {
        (Some(shown), _) => text::shown_tasks(shown, count.get()),
        (None, Some(limit)) => format!("{}, limit {limit}", text::tasks(count.get())),
        (None, None) => text::tasks(count.get()),
    };
    let icon = move || {
        column.with(|c| {
            let column = c.as_ref()?;
            let status = column.category;
            let swatch = column.color.as_deref().map(|color| {
                view! { <span class="nav-swatch" data-hue=color_hue(color) aria-hidden="true"></span> }
            });
            Some(view! { <StatusIcon status/> {swatch} })
        })
    };
    view! {
        <header class="column-head">
            {icon}
            <h2 id=format!("column-{id}") class="truncate" dir="auto">
                {name}
            </h2>
            <span class="column-count" role="img" aria-label=count_in_words>
                {shown_count}
            </span>
            {move || {
                cx.space
                    .may(Permission::TasksCreate)
                    .then(|| {
                        view! {
                            <IconButton
                                icon="plus"
                                class="btn btn--icon btn--quiet btn--sm"
                                label=Signal::derive(move || text::add_task_to(&name.get()))
                                press=move |()| cx.composing.set(Some(id))
                            />
                        }
                    })
            }}
            {move || {
                cx.space
                    .may(Permission::ColumnsManage)
                    .then(|| view! { <ColumnMenu id column count/> })
            }}
        </header>
    }
}

/// What can be done to a column.
#[component]
fn ColumnMenu(id: ColumnId, column: Memo<Option<Column>>, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let editing = RwSignal::new(false);
    let label = Signal::derive(move || {
        let name = column.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default());
        text::column_options(&name)
    });
    let shift = move |way: isize| {
        let ids = cx.column_ids();
        let Some(at) = ids.iter().position(|c| *c == id) else {
            return;
        };
        let beside = at
            .checked_add_signed(way)
            .and_then(|at| ids.get(at))
            .copied();
        let Some(beside) = beside else { return };
        let to = if way < 0 {
            MoveColumn {
                before: Some(beside),
                after: None,
            }
        } else {
            MoveColumn {
                before: None,
                after: Some(beside),
            }
        };
        cx.space.act(Intent::MoveColumn {
            board: cx.id,
            column: id,
            to,
        });
    };
    let delete = move |()| match count.get_untracked() {
        0 => {
            _ = cx.space.act(Intent::DeleteColumn {
                board: cx.id,
                column: id,
            })
        }
        tasks => toasts.show(
            Toast::error(text::column_not_empty(&cx.column_name(id)))
                .text(text::empty_it_first(tasks)),
        ),
    };
    let is_first = move || cx.column_ids().first() == Some(&id);
    let is_last = move || cx.column_ids().last() == Some(&id);
    view! {
        <Menu label class="btn btn--icon btn--quiet btn--sm">
            <MenuItem icon="square-pen" press=move |()| editing.set(true)>
                {text::EDIT_COLUMN}
            </MenuItem>
            {(!is_first())
                .then(|| view! { <MenuItem icon="undo-2" press=move |()| shift(-1)>{text::MOVE_LEFT}</MenuItem> })}
            {(!is_last())
                .then(|| view! { <MenuItem icon="arrow-right" press=move |()| shift(1)>{text::MOVE_RIGHT}</MenuItem> })}
            <MenuRule/>
            <MenuItem icon="trash-2" danger=true press=delete>
                {text::DELETE_COLUMN}
            </MenuItem>
        </Menu>
        <EditColumn open=editing column/>
    }
}
