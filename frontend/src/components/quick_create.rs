//! Writing tasks one after another at the foot of a column: Enter makes one and stays, Escape ends and leaves what was begun as a
//! draft.

mod lines;

use leptos::html;
use leptos::prelude::*;
use tutti_state::Intent;
use tutti_state::boards::TaskCreate;
use tutti_types::limits::ACTS_AT_ONCE;
use tutti_types::tasks::CreateTask;
use tutti_types::text::TaskTitle;
use tutti_types::{ColumnId, TaskId};

use crate::components::board::BoardCx;
use crate::drafts::{Drafts, Place};
use crate::effect::effect;
use crate::keys::{self, Anywhere, Keystroke, SHORTCUTS};
use crate::text::shortcuts::with_key;
use crate::text::{CLOSE, Words, board as text};
use crate::ui::{Count, Icon, Said, fill};

/// The field; it takes the focus when it appears.
#[component]
pub fn QuickCreate(column: ColumnId) -> impl IntoView {
    let cx = BoardCx::here();
    let title = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Words>);
    let has_made = StoredValue::new(false);
    let node = NodeRef::<html::Textarea>::new();
    let drafts = Drafts::here();
    let place = Place::NewTask(column);
    drafts.show(place);
    let judge = move |typed: &str| {
        let urgent = lines::titles(typed).err().filter(|why| why.is_urgent);
        fault.set(urgent.map(|why| why.words));
    };
    let show_whole = move || {
        request_animation_frame(move || {
            if let Some(field) = node.try_get_untracked().flatten() {
                bring_into_view(&field);
            }
        });
    };
    effect(move || {
        // Also what another tab leaves while this one looks.
        drafts.track();
        if title.with_untracked(String::is_empty)
            && let Some(kept) = drafts.take_up(place)
        {
            judge(&kept.text);
            title.set(kept.text);
        }
    });
    effect(move || {
        if let Some(field) = node.get() {
            // A field that cannot take the focus is clicked into.
            let _ = field.focus();
            bring_into_view(&field);
        }
    });
    let count = Memo::new(move |_| title.with(|title| lines::count(title)));
    let make = move |as_one: bool| {
        // The button that was pressed may go, and the letters that follow are the next title, not shortcuts.
        if let Some(field) = node.get_untracked() {
            let _ = field.focus();
        }
        let parsed = title.with_untracked(|title| match as_one {
            true => lines::one_title(title),
            false => lines::titles(title),
        });
        match parsed {
            Ok(titles) => {
                // The queue keeps them from here on.
                create(cx, column, titles);
                has_made.set_value(true);
                drafts.forget(place);
                title.set(String::new());
                fault.set(None);
                show_whole();
            }
            Err(why) => fault.set(Some(why.words)),
        }
    };
    let leave = move || cx.end_composing(column, has_made.get_value());
    // Escape takes the field away, and the blur that follows still asks.
    let is_empty = move || {
        title
            .try_with_untracked(|title| title.trim().is_empty())
            .unwrap_or(false)
    };
    let pressed = move |press: &Keystroke| match press.key() {
        "Enter" => {
            press.take();
            // Held down it makes what was written once. Where nothing is written the field waits for it.
            if !press.is_repeat() && !is_empty() {
                make(false);
            }
        }
        "Escape" => {
            press.keep_in();
            leave();
        }
        _ => {}
    };
    view! {
        <form
            class="quick card"
            on:submit=move |event| {
                event.prevent_default();
                make(false);
            }
        >
            <textarea
                class="quick-text"
                dir="auto"
                rows="2"
                aria-label=text::NEW_TITLE
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                placeholder=text::QUICK_HINT
                node_ref=node
                prop:value=title
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    drafts.keep(&cx.location(place, cx.column_name(column)), &typed, Vec::new());
                    judge(&typed);
                    title.set(typed);
                    // A list that is pasted pushes down what is offered for it.
                    if count.get_untracked() > 1 {
                        show_whole();
                    }
                }
                on:keydown=keys::pressed(pressed)
                on:blur=move |event: web_sys::FocusEvent| {
                    // Another window came to the front, and this one comes back with the focus where it was.
                    if document().has_focus() != Ok(true) {
                        return;
                    }
                    // Going to its own buttons is not leaving.
                    if is_empty() && event.related_target().is_none() {
                        cx.composing.set(None);
                    }
                }
            ></textarea>
            {move || fault.get().map(|fault| view! { <p class="field-error" role="alert" use:fill=fault></p> })}
            <div class="row">
                <Count
                    length=Signal::derive(move || title.with(|title| lines::longest(title)))
                    most=TaskTitle::MAX
                />
                <button
                    class="btn btn--primary btn--sm"
                    type="submit"
                    disabled=move || { count.get() > ACTS_AT_ONCE }
                >
                    <Said words=move || match count.get() {
                        0 | 1 => text::ADD_TASK.into(),
                        several => text::create_tasks(several),
                    }/>
                </button>
                <lines::AsOne count press=move |()| make(true)/>
                <button
                    class="btn btn--icon btn--quiet btn--sm"
                    type="button"
                    aria-label=with_key(CLOSE, SHORTCUTS.anywhere.key(Anywhere::Close))
                    on:click=move |_| leave()
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

/// Makes the tasks, in their order; one step takes them back.
fn create(cx: BoardCx, column: ColumnId, titles: Vec<TaskTitle>) {
    let me = cx.space.me.with_untracked(|me| me.user_id);
    let (assignee_ids, priority) = cx.view.made_with(me);
    let create = |title| {
        let task = TaskId::new();
        cx.active.set(Some(task));
        Intent::from(TaskCreate {
            task,
            create: CreateTask {
                id: Some(task),
                column_id: Some(column),
                priority,
                assignee_ids: assignee_ids.clone(),
                ..CreateTask::new(cx.id, title)
            },
        })
    };
    cx.space.act_all(titles.into_iter().map(create).collect());
}
