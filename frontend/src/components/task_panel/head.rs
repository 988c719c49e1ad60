//! The panel's head: which task, who else looks at it, the way on and the way out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use tutti_types::{Permission, TaskId};

use super::{Card, closer, is_gone};
use crate::components::board::{BoardCx, MoveItems, acts};
use crate::text::board as board_text;
use crate::text::task as text;
use crate::ui::{Avatar, Icon, IconButton, Menu, MenuItem, Toast, Toasts, copy};

/// The head of a task that is there.
#[component]
pub fn Head(card: Card) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let is_gone = is_gone(&card);
    let (id, key) = card.with_untracked(|card| (card.task.id, card.task.key.clone()));
    let close = closer(cx);
    let delete = {
        let close = close.clone();
        move |()| {
            close(id);
            acts::delete(cx, toasts, &[id]);
        }
    };
    let delete = Callback::new(delete);
    view! {
        <header class="panel-head">
            <span class="key text-xs">{key}</span>
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
                {move || {
                    (!is_gone.get() && cx.space.may(Permission::TasksUpdate))
                        .then(|| {
                            view! {
                                <Menu
                                    label=board_text::MOVE_TO.to_owned()
                                    face=ViewFn::from(|| view! { <Icon name="arrow-right"/> })
                                >
                                    <MoveItems tasks=vec![id]/>
                                </Menu>
                            }
                        })
                }}
                {move || {
                    (!is_gone.get() && cx.space.may(Permission::TasksDelete))
                        .then(|| {
                            view! {
                                <Menu label=text::MORE.to_owned()>
                                    <MenuItem icon="trash-2" danger=true press=delete>
                                        {text::DELETE}
                                    </MenuItem>
                                </Menu>
                            }
                        })
                }}
                <IconButton icon="x" label=crate::text::CLOSE key="Escape" press=move |()| close(id)/>
            </div>
        </header>
    }
}

/// The head while there is no task to speak of.
#[component]
pub fn BareHead() -> impl IntoView {
    let address = BoardCx::here().address();
    view! {
        <header class="panel-head">
            <div class="panel-head-end">
                <a class="btn btn--icon btn--quiet" href=address aria-label=text::CLOSE_KEY>
                    <Icon name="x"/>
                </a>
            </div>
        </header>
    }
}

/// To the task above or below in the column behind.
#[component]
fn Step(task: TaskId, forward: bool) -> impl IntoView {
    let cx = BoardCx::here();
    let navigate = use_navigate();
    let (icon, label, key) = if forward {
        ("chevron-down", text::NEXT, "J")
    } else {
        ("chevron-up", text::PREVIOUS, "K")
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
            let stay = NavigateOptions {
                scroll: false,
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&cx.address_of(*to), stay);
        }
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let is_mine = event.key().eq_ignore_ascii_case(key) && !event.default_prevented();
        if is_mine && !crate::dom::is_typing() && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            go.run(());
        }
    });
    on_cleanup(move || keys.remove());
    view! { <IconButton icon label key press=go/> }
}

/// Who else looks at this task.
#[component]
fn Viewers(task: TaskId) -> impl IntoView {
    let space = BoardCx::here().space;
    let viewers = Memo::new(move |_| {
        let me = space.me.with(|me| me.user_id);
        space.presence.with(|here| {
            let others = here
                .iter()
                .filter(|p| p.task_id == Some(task) && p.user_id != me);
            others.map(|p| p.user_id).collect::<Vec<_>>()
        })
    });
    move || {
        let viewers = viewers.get();
        (!viewers.is_empty()).then(|| {
            let faces = viewers
                .into_iter()
                .map(|id| view! { <Avatar id name=space.name_of(Some(id)) class="avatar avatar--sm" named=true/> })
                .collect_view();
            view! {
                <span class="toolbar-rule is-minor"></span>
                <span class="avatars is-minor" role="group" aria-label=text::VIEWING_NOW>
                    {faces}
                </span>
                <span class="faint text-xs is-minor">{text::VIEWING}</span>
            }
        })
    }
}

fn copy_link(cx: BoardCx, toasts: Toasts, task: TaskId) {
    let origin = window().location().origin().unwrap_or_default();
    let link = format!("{origin}{}", cx.address_of(task));
    spawn_local(async move {
        toasts.show(if copy(&link).await {
            Toast::success(text::COPIED)
        } else {
            // Without a secure context there is no clipboard; then the link is there to be selected.
            Toast::new(link).icon("link-2")
        });
    });
}
