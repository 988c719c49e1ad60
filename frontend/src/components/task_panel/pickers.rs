//! What can be chosen for a task, as items of a menu: in the panel and beside a card alike.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_types::columns::Category;
use tutti_types::tasks::{MAX_ASSIGNEES, Priority, Task, UpdateTask};
use tutti_types::{TaskId, UserId};

use crate::store::Space;
use crate::text::shell::YOU;
use crate::ui::{
    Avatar, MenuCheck, MenuItem, PriorityIcon, StatusIcon, priority_name, status_name,
};

fn now(space: Space, task: TaskId) -> Option<Task> {
    space.read(|s| s.task(task).cloned()).flatten()
}

fn patch(space: Space, task: TaskId, patch: UpdateTask) {
    space.act(Intent::UpdateTask {
        task,
        patch,
        began: None,
    });
}

/// The statuses that the task's board has a column of.
#[component]
pub fn StatusItems(
    space: Space,
    task: TaskId,
    /// Where another status was chosen, which takes the card to another column.
    #[prop(optional, into)]
    moved: Option<Callback<()>>,
) -> impl IntoView {
    let task = now(space, task)?;
    let (id, is) = (task.id, task.status);
    let columns = space.columns(task.board_id).get_untracked();
    let has = move |one: &&Category| columns.iter().any(|column| column.category == **one);
    let item = move |one: &Category| {
        let one = *one;
        let choose = move |()| {
            if one != is {
                let status = Some(one);
                patch(
                    space,
                    id,
                    UpdateTask {
                        status,
                        ..UpdateTask::default()
                    },
                );
                if let Some(moved) = moved {
                    moved.run(());
                }
            }
        };
        view! {
            <MenuItem checked=one == is press=choose>
                <StatusIcon status=one/>
                {status_name(one)}
            </MenuItem>
        }
    };
    Some(Category::ALL.iter().filter(has).map(item).collect_view())
}

/// The priorities, the most urgent first.
#[component]
pub fn PriorityItems(space: Space, task: TaskId) -> impl IntoView {
    let task = now(space, task)?;
    let (id, is) = (task.id, task.priority);
    let item = move |one: &Priority| {
        let one = *one;
        let choose = move |()| {
            if one != is {
                let priority = Some(one);
                patch(
                    space,
                    id,
                    UpdateTask {
                        priority,
                        ..UpdateTask::default()
                    },
                );
            }
        };
        view! {
            <MenuItem checked=one == is press=choose>
                <PriorityIcon priority=one/>
                {priority_name(one)}
            </MenuItem>
        }
    };
    Some(Priority::ALL.iter().rev().map(item).collect_view())
}

/// The people, oneself first; each is put on the task or taken off it, and the menu stays for the next.
#[component]
pub fn AssigneeItems(space: Space, task: TaskId) -> impl IntoView {
    let card = space.card(task)?;
    let ids = Memo::new(move |_| card.with(|card| card.task.assignee_ids.clone()));
    let me = space.me.with_untracked(|me| me.user_id);
    let mut people = space.members.get_untracked();
    let was_on = ids.get_untracked();
    people.retain(|member| !member.suspended || was_on.contains(&member.user_id));
    people.sort_by_key(|member| (member.user_id != me, member.name.to_lowercase()));
    let item = move |user: UserId, name: String| {
        let choose = move |()| {
            let mut next = ids.get_untracked();
            if next.contains(&user) {
                next.retain(|other| *other != user);
            } else if next.len() < MAX_ASSIGNEES {
                next.push(user);
            } else {
                return;
            }
            let assignee_ids = Some(next);
            patch(
                space,
                task,
                UpdateTask {
                    assignee_ids,
                    ..UpdateTask::default()
                },
            );
        };
        let is_on = Signal::derive(move || ids.with(|ids| ids.contains(&user)));
        view! {
            <MenuCheck checked=is_on press=choose>
                <Avatar id=user name=name.clone() class="avatar avatar--sm"/>
                <span class="truncate" dir="auto">{name}</span>
                {(user == me).then(|| view! { <span class="menu-end">{YOU}</span> })}
            </MenuCheck>
        }
    };
    Some(
        people
            .into_iter()
            .map(|member| item(member.user_id, member.name))
            .collect_view(),
    )
}
