//! The board's toolbar: what is shown of it.

use leptos::prelude::*;
use tutti_types::Permission;

use crate::components::board::BoardCx;
use crate::components::column::AddColumn;
use crate::dom;
use crate::shell::Frame;
use crate::text::board as text;
use crate::ui::Icon;

#[component]
pub fn BoardToolbar() -> impl IntoView {
    let cx = BoardCx::here();
    let frame = Frame::here();
    let pressed = |is: bool| if is { "true" } else { "false" };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            cx.query.set(String::new());
            cx.bar.set(false);
            let last = cx.active.get_untracked();
            match last.filter(|task| cx.find(*task).is_some()) {
                Some(task) => cx.reveal.set(Some(task)),
                None => _ = dom::focus("#main"),
            }
        }
    };
    view! {
        <div
            class="toolbar"
            // What narrows the board is never out of sight.
            class:is-shown=move || cx.bar.get() || cx.is_filtered()
            role="group"
            aria-label=text::VIEW
        >
            <label class="board-filter">
                <Icon name="list-filter" class="icon icon--sm"/>
                <span class="visually-hidden">{text::FILTER}</span>
                <input
                    id="board-filter"
                    type="text"
                    autocomplete="off"
                    placeholder=text::FILTER
                    prop:value=cx.query
                    on:input=move |event| cx.query.set(event_target_value(&event))
                    on:keydown=key
                />
                <kbd>"F"</kbd>
            </label>
            <button
                class="btn btn--quiet btn--sm"
                type="button"
                aria-pressed=move || pressed(cx.only_mine.get())
                on:click=move |_| cx.only_mine.update(|is| *is = !*is)
            >
                <Icon name="user" class="icon icon--sm"/>
                {text::ONLY_MINE}
            </button>
            {move || {
                cx.is_filtered()
                    .then(|| {
                        view! {
                            <button
                                class="btn btn--quiet btn--sm"
                                type="button"
                                on:click=move |_| {
                                    cx.query.set(String::new());
                                    cx.only_mine.set(false);
                                }
                            >
                                {text::CLEAR_FILTER}
                            </button>
                        }
                    })
            }}
            <div class="toolbar-end">
                {move || cx.space.may(Permission::ColumnsManage).then(|| view! { <AddColumn/> })}
                <button
                    class="btn btn--icon btn--quiet btn--sm"
                    type="button"
                    aria-label=text::LIVE_ACTIVITY_KEY
                    aria-pressed=move || pressed(frame.rail.get())
                    data-tip=text::LIVE_ACTIVITY
                    data-key="]"
                    on:click=move |_| frame.rail.update(|is| *is = !*is)
                >
                    <Icon name="panel-right"/>
                </button>
            </div>
        </div>
    }
}
