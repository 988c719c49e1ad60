//! New tasks that were refused, at the foot of their column.

use leptos::prelude::*;
use tutti_types::ColumnId;

use crate::components::board::BoardCx;
use crate::dom;
use crate::store::RefusedTask;
use crate::text::board as text;
use crate::ui::{List, Said, Toasts, copy_and_say};

/// Those of a column, as items of its list.
#[component]
pub fn RefusedTasks(column: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let refused = Memo::new(move |_| cx.space.refused_tasks(cx.id, column));
    view! {
        <List each=move || refused.get() key=|one| one.key.clone() let:one>
            <Item one column/>
        </List>
    }
}

#[component]
fn Item(one: Signal<RefusedTask>, column: ColumnId) -> impl IntoView {
    let space = BoardCx::here().space;
    let toasts = Toasts::here();
    let RefusedTask { key, title, .. } = one.get_untracked();
    let why = move || one.with(|one| one.why.clone().unwrap_or_else(|| text::NOT_CREATED.into()));
    let retry = {
        let key = key.clone();
        move |_| {
            space.retry(&key);
            go_on(column);
        }
    };
    let copied = {
        let title = title.clone();
        move |_| copy_and_say(toasts, title.clone(), text::COPIED)
    };
    let discard = move |_| {
        space.discard(&key);
        go_on(column);
    };
    let not_created = text::not_created(&title);
    view! {
        <li class="refused">
            <div class="card is-error" role="group" aria-label=not_created.plain()>
                <span class="card-title" dir="auto" translate="no">
                    {title}
                </span>
                <div class="card-error">
                    <Said words=why/>
                    <button type="button" on:click=retry>
                        {text::RETRY}
                    </button>
                    <button type="button" on:click=copied>
                        {text::COPY}
                    </button>
                    <button type="button" on:click=discard>
                        {text::DISCARD}
                    </button>
                </div>
            </div>
        </li>
    }
}

/// The button that had the focus goes: to the next one, or to where a new task is begun.
fn go_on(column: ColumnId) {
    request_animation_frame(move || {
        let place = format!("[data-column='{column}']");
        if !dom::focus(&format!("{place} .refused button")) {
            dom::focus(&format!("{place} .column-add"));
        }
    });
}
