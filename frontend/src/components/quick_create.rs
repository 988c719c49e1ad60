//! Writing tasks one after another at the foot of a column: Enter makes one and stays, Escape ends.

use leptos::html;
use leptos::prelude::*;
use tutti_state::Intent;
use tutti_types::tasks::CreateTask;
use tutti_types::text::TaskTitle;
use tutti_types::{ColumnId, TaskId};

use crate::components::board::BoardCx;
use crate::dom;
use crate::text::board as text;
use crate::ui::Icon;

/// The field; it takes the focus when it appears.
#[component]
pub fn QuickCreate(column: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let title = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = node.get() {
            // A field that cannot take the focus is clicked into.
            let _ = field.focus();
            bring_into_view(&field);
        }
    });
    let make = move || {
        let parsed = title.with_untracked(|title| TaskTitle::parse(title));
        match parsed {
            Ok(parsed) => {
                create(cx, column, parsed);
                title.set(String::new());
                fault.set(None);
                request_animation_frame(move || {
                    if let Some(field) = node.try_get_untracked().flatten() {
                        bring_into_view(&field);
                    }
                });
            }
            Err(why) => fault.set(Some(crate::text::task::title_fault(why.message()))),
        }
    };
    let close = move || cx.composing.set(None);
    let leave = move || {
        let last = cx.active.get_untracked();
        let last = last.filter(|task| cx.find(*task).is_some());
        close();
        if last.is_some() {
            cx.reveal.set(last);
        } else {
            dom::focus("#main");
        }
    };
    // Escape takes the field away, and the blur that follows still asks.
    let is_empty = move || {
        title
            .try_with_untracked(|title| title.trim().is_empty())
            .unwrap_or(false)
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            if is_empty() { leave() } else { make() }
        }
        "Escape" => {
            event.stop_propagation();
            leave();
        }
        _ => {}
    };
    view! {
        <form
            class="quick card"
            on:submit=move |event| {
                event.prevent_default();
                make();
            }
        >
            <textarea
                class="quick-text"
                dir="auto"
                rows="2"
                maxlength="200"
                aria-label=text::NEW_TITLE
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                placeholder=text::QUICK_HINT
                node_ref=node
                prop:value=title
                on:input=move |event| {
                    title.set(event_target_value(&event));
                    fault.set(None);
                }
                on:keydown=key
                on:blur=move |event: web_sys::FocusEvent| {
                    // Going to its own buttons is not leaving.
                    if is_empty() && event.related_target().is_none() {
                        close();
                    }
                }
            ></textarea>
            {move || fault.get().map(|fault| view! { <p class="field-error" role="alert">{fault}</p> })}
            <div class="row">
                <button class="btn btn--primary btn--sm" type="submit">
                    {text::ADD_TASK}
                </button>
                <button
                    class="btn btn--icon btn--quiet btn--sm"
                    type="button"
                    aria-label=text::CLOSE_KEY
                    on:click=move |_| close()
                >
                    <Icon name="x"/>
                </button>
            </div>
        </form>
    }
}

/// The whole form, with its buttons, above the list's edge.
fn bring_into_view(field: &web_sys::HtmlElement) {
    if let Ok(Some(form)) = field.closest("li") {
        form.scroll_into_view_with_bool(false);
    }
}

fn create(cx: BoardCx, column: ColumnId, title: TaskTitle) {
    let task = TaskId::new();
    let me = cx.space.me.with_untracked(|me| me.user_id);
    // A task made while only one's own are shown would vanish at once.
    let assignee_ids = if cx.only_mine.get_untracked() {
        vec![me]
    } else {
        Vec::new()
    };
    cx.space.act(Intent::CreateTask {
        task,
        create: CreateTask {
            id: Some(task),
            board_id: cx.id,
            title,
            column_id: Some(column),
            status: None,
            description: None,
            priority: None,
            assignee_ids,
            before: None,
        },
    });
    cx.active.set(Some(task));
}
