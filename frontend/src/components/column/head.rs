//! A column's name, how much is in it, and the way to its menu.

use leptos::prelude::*;
use tutti_types::columns::Column;
use tutti_types::{ColumnId, Permission};

use super::edit::EditColumn;
use super::menu::ColumnMenu;
use crate::components::board::{BoardCx, Opener};
use crate::text::board as text;
use crate::ui::{IconButton, StatusIcon, Typed, color_hue};

#[component]
pub fn ColumnHead(id: ColumnId, column: Memo<Option<Column>>, count: Memo<usize>) -> impl IntoView {
    let cx = BoardCx::here();
    let name = Signal::derive(move || {
        column.with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default())
    });
    let limit = move || column.with(|c| c.as_ref().and_then(|c| c.wip_limit));
    let is_narrowed = Memo::new(move |_| cx.narrowed(id).is_some());
    let shown_count = move || text::count_of(cx.narrowed(id), count.get(), None);
    // The rest of it, which makes room for the name where a filter tells more already.
    let shown_limit = move || {
        let whole = text::count_of(cx.narrowed(id), count.get(), limit());
        let rest = whole.strip_prefix(&shown_count());
        rest.map(str::to_owned)
    };
    let count_in_words = move || text::tasks_of(cx.narrowed(id), count.get(), limit());
    let may_manage = Memo::new(move |_| cx.space.may(Permission::ColumnsManage));
    let editing = RwSignal::new(false);
    let is_lifted = Memo::new(move |_| cx.lifted_column.get().is_some_and(|one| one.column == id));
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
            <h2 id=format!("column-{id}") class="truncate">
                {move || {
                    if may_manage.get() {
                        view! {
                            <button
                                class="column-grip truncate"
                                type="button"
                                aria-describedby="column-help"
                                class:is-keyed=is_lifted
                                on:pointerdown=move |_| cx.is_space_spent.set_value(false)
                                on:click=move |_| {
                                    if !cx.is_space_spent.get_value() {
                                        editing.set(true);
                                    }
                                }
                            >
                                <Typed text=move || name.get()/>
                            </button>
                        }
                            .into_any()
                    } else {
                        view! { <Typed text=move || name.get()/> }.into_any()
                    }
                }}
            </h2>
            <span
                class="column-count"
                class:is-narrowed=is_narrowed
                role="img"
                translate="no"
                aria-label=count_in_words
            >
                {shown_count}
                <span class="column-limit">{shown_limit}</span>
            </span>
            <Show when=move || cx.space.may(Permission::TasksCreate)>
                <IconButton
                    icon="plus"
                    class="btn btn--icon btn--quiet btn--sm column-compose"
                    label=move || text::add_task_to(&name.get())
                    press=move |()| cx.compose_in(Some(id), Opener::Head)
                />
            </Show>
            <Show when=move || may_manage.get()>
                <ColumnMenu id column count editing/>
            </Show>
            <EditColumn open=editing column/>
        </header>
    }
}
