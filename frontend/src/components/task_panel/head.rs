//! The panel's head: which task, who else looks at it, the way on and the way out.

use leptos::prelude::*;
use tutti_types::{Permission, TaskId};

use super::{Card, is_gone, key};
use crate::components::board::opening::{closer, walker};
use crate::components::board::{BoardCx, MoveItems, acts};
use crate::keys::{self, InTask, SHORTCUTS};
use crate::text::{board as board_text, task as text};
use crate::ui::{Faces, Icon, IconButton, Menu, MenuItem, Toasts, copy_and_say};

/// More faces than these are a number.
const FACES: usize = 4;

/// The head of a task that is there.
#[component]
pub fn Head(card: Card) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let is_gone = is_gone(&card);
    let id = card.with_untracked(|card| card.task.id);
    let key = key(&card);
    let close = closer(cx);
    let delete = {
        let close = close.clone();
        move |()| {
            close(Some(id));
            acts::delete(cx, toasts, &[id]);
        }
    };
    let delete = Callback::new(delete);
    view! {
        <header class="panel-head">
            <span class="key text-xs" translate="no">
                {move || key.get()}
            </span>
            <IconButton
                icon="link-2"
                label=text::COPY_LINK
                class="btn btn--icon btn--quiet btn--sm"
                press=move |()| copy_link(cx, toasts, id)
            />
            <Viewers task=id/>
            <div class="panel-head-end">
                <Step task=id forward=false/>
                <Step task=id forward=true/>
                <span class="toolbar-rule"></span>
                <Show when=move || !is_gone.get() && cx.space.may(Permission::TasksUpdate)>
                    <Menu
                        label=board_text::MOVE_TO
                        face=ViewFn::from(|| view! { <Icon name="arrow-right"/> })
                    >
                        <MoveItems tasks=vec![id]/>
                    </Menu>
                </Show>
                <Show when=move || !is_gone.get() && cx.space.may(Permission::TasksDelete)>
                    <Menu label=text::MORE>
                        <MenuItem icon="trash-2" danger=true press=delete>
                            {text::DELETE}
                        </MenuItem>
                    </Menu>
                </Show>
                <IconButton icon="x" label=crate::text::CLOSE key=SHORTCUTS.in_task.key(InTask::Leave) press=move |()| close(Some(id))/>
            </div>
        </header>
    }
}

/// The head while there is no task to speak of.
#[component]
pub fn BareHead() -> impl IntoView {
    let close = closer(BoardCx::here());
    view! {
        <header class="panel-head">
            <div class="panel-head-end">
                <IconButton icon="x" label=crate::text::CLOSE key=SHORTCUTS.in_task.key(InTask::Leave) press=move |()| close(None)/>
            </div>
        </header>
    }
}

/// To the task above or below in the column behind.
#[component]
fn Step(task: TaskId, forward: bool) -> impl IntoView {
    let cx = BoardCx::here();
    let walk = walker(cx);
    let shortcuts = &SHORTCUTS.in_task;
    let (icon, label, act) = if forward {
        ("chevron-down", text::NEXT, InTask::Next)
    } else {
        ("chevron-up", text::PREVIOUS, InTask::Previous)
    };
    let go = Callback::new(move |()| {
        let Some((column, at)) = cx.find(task) else {
            return;
        };
        let ids = untrack(|| cx.visible(column));
        let to = if forward {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        };
        if let Some(to) = to.and_then(|to| ids.get(to)) {
            walk(*to);
        }
    });
    keys::listen(move |press| {
        let is_mine = shortcuts.asked(press) == Some(act) && !press.is_taken();
        if is_mine && !crate::dom::is_typing() {
            press.take();
            go.run(());
        }
    });
    view! { <IconButton icon label key=shortcuts.key(act) press=go/> }
}

/// Who else looks at this task, on the board it is on: the server does not know where each task is that somebody names.
#[component]
fn Viewers(task: TaskId) -> impl IntoView {
    let BoardCx { space, id, .. } = BoardCx::here();
    let place = (Some(id), Some(task));
    let viewers = space.others_who(move |one| (one.board_id, one.task_id) == place);
    move || {
        let people = viewers.get();
        (!people.is_empty()).then(|| {
            let people = space.named(people);
            view! {
                <span class="toolbar-rule is-minor"></span>
                <span class="avatars is-minor" role="group" aria-label=text::VIEWING_NOW>
                    <Faces people at_most=FACES class="avatar avatar--sm"/>
                </span>
                <span class="faint text-xs is-minor">{text::VIEWING}</span>
            }
        })
    }
}

fn copy_link(cx: BoardCx, toasts: Toasts, task: TaskId) {
    let origin = window().location().origin().unwrap_or_default();
    let link = format!("{origin}{}", untrack(|| cx.link_to(task)));
    copy_and_say(toasts, link, text::COPIED);
}
