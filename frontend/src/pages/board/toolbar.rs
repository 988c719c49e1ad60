//! The board's toolbar: what is shown of it.

mod filters;

use leptos::prelude::*;
use tutti_types::Permission;

use crate::components::board::BoardCx;
use crate::components::column::AddColumnButton;
use crate::dom;
use crate::keys::{self, Anywhere, Keystroke, OnBoard, SHORTCUTS};
use crate::shell::Frame;
use crate::text::board as text;
use crate::text::shortcuts::with_key;
use crate::ui::{Icon, Kbd};
use filters::Filters;

/// Shows all again. The button goes with the filter, on a phone with the whole bar.
fn clear(cx: BoardCx) {
    cx.clear_filter();
    if dom::is_phone() || !dom::focus("#board-filter") {
        dom::focus("#main");
    }
}

#[component]
pub fn BoardToolbar() -> impl IntoView {
    let cx = BoardCx::here();
    let frame = Frame::here();
    let rail = SHORTCUTS.anywhere.key(Anywhere::Rail);
    let pressed = |is: bool| if is { "true" } else { "false" };
    let pressed_in_filter = move |press: &Keystroke| {
        if SHORTCUTS.anywhere.asked(press) == Some(Anywhere::Close) {
            press.take();
            press.keep_in();
            cx.view.type_text(String::new());
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
            role="toolbar"
            aria-label=text::VIEW
        >
            <label class="board-filter">
                <Icon name="list-filter" class="icon icon--sm"/>
                <span class="visually-hidden">{text::FILTER}</span>
                <input
                    id="board-filter"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    placeholder=text::FILTER
                    prop:value=move || cx.view.text()
                    on:input=move |event| cx.view.type_text(event_target_value(&event))
                    on:keydown=keys::pressed(pressed_in_filter)
                />
                <Kbd key=SHORTCUTS.on_board.key(OnBoard::Filter)/>
            </label>
            <Filters/>
            <button
                class="btn btn--quiet btn--sm"
                type="button"
                aria-pressed=move || pressed(cx.view.is_mine())
                on:click=move |_| cx.view.toggle_mine()
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
                                on:click=move |_| clear(cx)
                            >
                                {text::CLEAR_FILTER}
                            </button>
                        }
                    })
            }}
            <div class="toolbar-end">
                <Show when=move || cx.space.may(Permission::ColumnsManage)>
                    <AddColumnButton/>
                </Show>
                <button
                    class="btn btn--icon btn--quiet btn--sm"
                    type="button"
                    aria-label=with_key(text::ACTIVITY, rail)
                    aria-pressed=move || pressed(frame.rail.get())
                    data-tip=text::ACTIVITY
                    data-key=rail
                    on:click=move |_| frame.rail.update(|is| *is = !*is)
                >
                    <Icon name="panel-right"/>
                </button>
            </div>
        </div>
    }
}
