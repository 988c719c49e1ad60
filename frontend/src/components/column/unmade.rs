//! New tasks that were refused, at the foot of their column.

use leptos::prelude::*;
use leptos::task::spawn_local;
use tutti_types::ColumnId;

use crate::components::board::BoardCx;
use crate::store::Unmade;
use crate::text::board as text;
use crate::ui::copy;

/// Those of a column, as items of its list.
#[component]
pub fn UnmadeTasks(column: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let unmade = Memo::new(move |_| cx.space.unmade(column));
    view! {
        <For each=move || unmade.get() key=|one| one.key.clone() let:one>
            <Item one/>
        </For>
    }
}

#[component]
fn Item(one: Unmade) -> impl IntoView {
    let space = BoardCx::here().space;
    let Unmade { key, title, why } = one;
    let retry = {
        let key = key.clone();
        move |_| space.retry(&key)
    };
    let copied = {
        let title = title.clone();
        move |_| {
            let title = title.clone();
            spawn_local(async move {
                copy(&title).await;
            });
        }
    };
    let not_created = text::not_created(&title);
    view! {
        <li>
            <div class="card is-error" role="group" aria-label=not_created>
                <span class="card-title" dir="auto">
                    {title}
                </span>
                <div class="card-error">
                    <span>{why.unwrap_or_else(|| text::NOT_CREATED.to_owned())}</span>
                    <button type="button" on:click=retry>
                        {text::RETRY}
                    </button>
                    <button type="button" on:click=copied>
                        {text::COPY}
                    </button>
                    <button type="button" on:click=move |_| space.discard(&key)>
                        {text::DISCARD}
                    </button>
                </div>
            </div>
        </li>
    }
}
