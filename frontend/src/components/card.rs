//! A card. One closure shows all of it: a rebuild compares with what is there, so a new title still touches one node.

mod people;
mod skeleton;

use leptos::prelude::*;
use tutti_state::Badge;
use tutti_types::columns::Category;
use tutti_types::{Permission, TaskId};

pub use skeleton::CardSkeleton;

use crate::components::board::{BoardCx, selection};
use crate::components::dates::{Chip, Due};
use crate::keys::{OnCard, SHORTCUTS};
use crate::store::CardState;
use crate::text::{Words, board as text, task as task_text};
use crate::ui::{Avatar, Icon, PriorityIcon, Said, Typed, fill, hue};
use people::People;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A card of the board in context, as an item of its column's list.
#[component]
pub fn CardItem(task: TaskId, stop: StoredValue<Selector<Option<TaskId>>>) -> impl IntoView {
    let cx = BoardCx::here();
    let card = cx.space.card(task);
    let is_marked = Memo::new(move |_| cx.selection.holds(task));
    on_cleanup(move || cx.element_goes(task));
    let has_come = card
        .as_ref()
        .is_some_and(|card| cx.has_come(card.with_untracked(|card| card.task.column_id), task));
    let here = move || {
        let is_stop = stop.with_value(|stop| stop.selected(&Some(task)));
        let is_open = cx.opened.with_value(|opened| opened.selected(&Some(task)));
        let card = card.as_ref()?;
        Some(card.with(|card| face(cx, card, is_stop, is_open, is_marked.get())))
    };
    view! { <li data-task=task.to_string() class:has-come=has_come>{here}</li> }
}

/// The faces lie over the link that covers the card, to tell their names, and so does the date: a press on one opens the card all the
/// same. A finger has no other way to ask for the name, so it gets that.
fn open_from_face(event: web_sys::MouseEvent) {
    let is_finger = event
        .dyn_ref::<web_sys::PointerEvent>()
        .is_some_and(|event| event.pointer_type() == "touch");
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let is_face = |t: &Element| matches!(t.closest(".avatar, .due"), Ok(Some(_)));
    let face = target.filter(|t| is_face(t) && !is_finger);
    let card = face.and_then(|face| face.closest("article").ok().flatten());
    let link = card.and_then(|card| card.query_selector(".card-title").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Not within this click, which has yet to end.
        request_animation_frame(move || link.click());
    }
}

fn face(
    cx: BoardCx,
    card: &CardState,
    is_stop: bool,
    is_open: bool,
    is_marked: bool,
) -> impl IntoView + use<> {
    let task = &card.task;
    let id = task.id;
    let mut class = "card".to_owned();
    for (name, is) in [
        (" card--done", task.status == Category::Done),
        (" is-pending", card.is_saving),
        (" is-error", card.fault.is_some()),
        (" is-remote", card.remote.is_some()),
        (" is-selected", is_marked),
    ] {
        if is {
            class.push_str(name);
        }
    }
    let actor = card.remote.as_ref().map(|remote| {
        let (id, name) = (remote.user, remote.name.clone());
        view! {
            <span class="card-actor" aria-hidden="true">
                <Avatar id name=name.clone() class="avatar avatar--xs"/>
                <Typed class="truncate" text=name/>
            </span>
        }
    });
    let mark = is_marked.then(|| {
        view! {
            <span class="card-mark" role="img" aria-label=text::SELECTED>
                <Icon name="square-check"/>
            </span>
        }
    });
    let given = card.is_given.then(|| {
        view! { <span class="card-given" role="img" aria-label=task_text::NEW_FOR_YOU></span> }
    });
    let saving = card.is_saving.then(|| {
        let is_offline = cx.space.badge.get() == Some(Badge::Offline);
        view! {
            <span class="card-sync">
                {(!is_offline).then(|| view! { <i class="spinner"></i> })}
                <Said words=if is_offline { text::WAITING } else { text::SAVING }/>
            </span>
        }
    });
    let people = task
        .assignee_ids
        .iter()
        .map(|id| (*id, cx.space.name_of(Some(*id))))
        .collect();
    // What is never due does not hear the clock.
    let due = Due::of(task).map(|due| view! { <Chip due/> });
    let description = task.has_description.then(|| {
        view! {
            <span class="meta" role="img" aria-label=text::HAS_DESCRIPTION>
                <Icon name="list"/>
            </span>
        }
    });
    let fault = card.fault.clone().map(|fault| {
        view! {
            <div class="card-error">
                <span use:fill=Words::own(fault.text)></span>
                <button type="button" on:click=move |_| cx.space.retry(&fault.key)>
                    {text::RETRY}
                </button>
            </div>
        }
    });
    view! {
        <article
            class=class
            data-hue=card.remote.as_ref().map(|remote| hue(remote.user))
            aria-current=is_open.then_some("true")
            on:click=open_from_face
        >
            {actor}
            <div class="card-top">
                {mark}
                <span class="key" translate="no">
                    {task.key.clone()}
                </span>
                // Behind the key, which stays where it is.
                {given}
                {saving}
                {due}
                <People people/>
            </div>
            <a
                class="card-title"
                dir="auto"
                translate="no"
                href=move || cx.address_of(id)
                draggable="false"
                tabindex=if is_stop { "0" } else { "-1" }
                aria-describedby="dnd-help"
                on:focus=move |_| cx.has_focus(id)
                on:blur=move |event| cx.lost_focus(id, &event)
                on:click=move |event| {
                    let asked = SHORTCUTS.on_card.clicked(event.shift_key());
                    if asked == Some(OnCard::SelectUpTo) && untrack(|| cx.space.may(Permission::TasksUpdate)) {
                        event.prevent_default();
                        selection::extend_to(cx, None, id);
                    }
                }
            >
                {task.title.clone()}
            </a>
            <div class="card-foot">
                <PriorityIcon priority=task.priority named=true/>
                {description}
            </div>
            {fault}
        </article>
    }
}
