//! A task's properties: what it is now is the button that changes it.

use leptos::prelude::*;
use tutti_types::{TaskId, UserId};

use super::dates::DateProp;
use super::pickers::{AssigneeItems, PriorityItems, StatusItems};
use super::{Card, may_edit};
use crate::components::dates::Which;
use crate::store::{CardState, Space};
use crate::text::board as text;
use crate::text::task as task_text;
use crate::ui::{
    Avatar, Menu, NoAvatar, PriorityIcon, Said, StatusIcon, Typed, priority_name, status_name, time,
};

/// The properties of a task.
#[component]
pub fn Props(card: Card) -> impl IntoView {
    let space = Space::here();
    let task = card.with_untracked(|card| card.task.id);
    let may = may_edit(space, &card);
    let status = face(&card, |space, card| {
        let status = card.task.status;
        let column = space.read(|s| s.column(card.task.column_id).map(|c| c.name.clone()));
        let name = column
            .flatten()
            .unwrap_or_else(|| status_name(status).to_owned());
        view! { <StatusIcon status/> <Typed text=name/> }.into_any()
    });
    let priority = face(&card, |_, card| {
        let priority = card.task.priority;
        view! { <PriorityIcon priority/> <Said words=priority_name(priority)/> }.into_any()
    });
    let people = face(&card, |space, card| {
        assignees(space, &card.task.assignee_ids)
    });
    let board = {
        let card = card.clone();
        move || {
            space
                .board(card.with(|card| card.task.board_id))
                .map(|board| board.name)
        }
    };
    view! {
        <dl class="props">
            <Prop name=text::STATUS may face=status value=value(&card, column_name)>
                <StatusItems space tasks=vec![task]/>
            </Prop>
            <Prop name=text::PRIORITY may face=priority value=value(&card, |_, card| priority_name(card.task.priority).to_owned())>
                <PriorityItems space tasks=vec![task]/>
            </Prop>
            <Prop name=text::ASSIGNEES may face=people value=value(&card, |space, card| names(space, &card.task.assignee_ids))>
                <AssigneeItems space tasks=vec![task]/>
            </Prop>
            <DateProp card=card.clone() may which=Which::Start/>
            <DateProp card=card.clone() may which=Which::Due/>
            <div class="prop">
                <dt>{task_text::BOARD}</dt>
                <dd class="prop-text">
                    <Typed text=move || board().unwrap_or_default()/>
                </dd>
            </div>
        </dl>
        <Stamps card task/>
    }
}

fn column_name(space: Space, card: &CardState) -> String {
    let column = space.read(|s| s.column(card.task.column_id).map(|c| c.name.clone()));
    let by_status = || status_name(card.task.status).to_owned();
    column.flatten().unwrap_or_else(by_status)
}

fn names(space: Space, ids: &[UserId]) -> String {
    if ids.is_empty() {
        return text::UNASSIGNED.to_owned();
    }
    let names: Vec<String> = ids.iter().map(|id| space.name_of(Some(*id))).collect();
    names.join(", ")
}

/// What a property holds, in words, for the name of its button.
fn value(card: &Card, say: fn(Space, &CardState) -> String) -> Signal<String> {
    let card = card.clone();
    let space = Space::here();
    Signal::derive(move || card.with(|card| say(space, card)))
}

type Face = std::sync::Arc<dyn Fn() -> AnyView + Send + Sync>;

fn face(card: &Card, show: fn(Space, &CardState) -> AnyView) -> Face {
    let card = card.clone();
    let space = Space::here();
    std::sync::Arc::new(move || card.with(|card| show(space, card)))
}

/// One of them, with the menu that changes it; plain where one may not.
#[component]
fn Prop(
    name: &'static str,
    may: Memo<bool>,
    value: Signal<String>,
    face: Face,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    let shown = move || {
        let face = face.clone();
        if may.get() {
            view! {
                <Menu
                    label=move || task_text::prop(name, &value.get())
                    class="prop-btn"
                    face=ViewFn::from(move || {
                        let face = face.clone();
                        move || face()
                    })
                >
                    {children.with_value(|children| children())}
                </Menu>
            }
            .into_any()
        } else {
            view! { <span class="prop-btn">{move || face()}</span> }.into_any()
        }
    };
    view! {
        <div class="prop">
            <dt>{name}</dt>
            <dd>{shown}</dd>
        </div>
    }
}

fn assignees(space: Space, ids: &[UserId]) -> AnyView {
    if ids.is_empty() {
        return view! {
            <NoAvatar class="avatar avatar--sm avatar--none"/>
            <span class="faint">{text::UNASSIGNED}</span>
        }
        .into_any();
    }
    ids.iter()
        .map(|id| {
            let name = space.name_of(Some(*id));
            view! {
                <span class="prop-person">
                    <Avatar id=*id name=name.clone() class="avatar avatar--sm"/>
                    <Typed text=name/>
                </span>
                // Or two names would be read as one.
                " "
            }
        })
        .collect_view()
        .into_any()
}

/// Who made it, and when it changed last.
#[component]
fn Stamps(card: Card, task: TaskId) -> impl IntoView {
    let space = Space::here();
    let made = {
        let card = card.clone();
        move || {
            card.with(|card| {
                let who = space.name_of(card.task.created_by);
                task_text::created(&who, &time::since(card.task.created_at, time::now()))
            })
        }
    };
    let stands = {
        let card = card.clone();
        // What stands as it was made is told by that.
        move || {
            card.with(|card| {
                let task = &card.task;
                (task.status_changed_at != task.created_at).then(|| match task.done_at {
                    Some(at) => task_text::done(&time::since(at, time::now())),
                    None => {
                        let since = time::day(task.status_changed_at);
                        task_text::stands(status_name(task.status), &since)
                    }
                })
            })
        }
    };
    let changed = move || {
        card.with(|card| task_text::updated(&time::since(card.task.updated_at, time::now())))
    };
    view! {
        <p class="faint task-stamps" data-of=task.to_string()>
            <Said words=made/>
            <br/>
            {move || stands().map(|words| view! { <Said words/> <br/> })}
            <Said words=changed/>
        </p>
    }
}
