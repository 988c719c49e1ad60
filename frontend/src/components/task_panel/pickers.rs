//! What can be chosen for tasks, as items of a menu: in the panel, beside a card and for the marked cards alike.

use leptos::prelude::*;
use tutti_state::Intent;
use tutti_state::boards::TaskUpdate;
use tutti_types::columns::Category;
use tutti_types::tasks::{MAX_ASSIGNEES, Priority, Task, UpdateTask};
use tutti_types::{TaskId, UserId};

use crate::components::board::put;
use crate::store::{Space, sees};
use crate::text::shell::YOU;
use crate::text::task::people_at_most;
use crate::ui::{
    Avatar, MenuCheck, MenuItem, PriorityIcon, StatusIcon, Toast, Toasts, Typed, priority_name,
    status_name,
};

fn now(space: Space, tasks: &[TaskId]) -> Vec<Task> {
    let found = |s: &tutti_state::Store| {
        let tasks = tasks.iter().filter_map(|task| s.task(*task));
        tasks.cloned().collect()
    };
    space.read(found).unwrap_or_default()
}

/// What all of them have, where it is the same.
fn common<T: PartialEq + Copy>(tasks: &[Task], of: impl Fn(&Task) -> T) -> Option<T> {
    let first = of(tasks.first()?);
    tasks.iter().all(|task| of(task) == first).then_some(first)
}

/// Changes those for which there is something to change, in one step.
fn patch_all(space: Space, tasks: &[TaskId], patch: impl Fn(&Task) -> Option<UpdateTask>) {
    let change = |task: &Task| {
        Some(Intent::from(TaskUpdate {
            task: task.id,
            patch: patch(task)?,
            began: None,
        }))
    };
    space.act_all(now(space, tasks).iter().filter_map(change).collect());
}

/// The statuses that the tasks' board has a column of.
#[component]
pub fn StatusItems(
    space: Space,
    tasks: Vec<TaskId>,
    /// Where another status was chosen, which takes the cards to another column.
    #[prop(optional, into)]
    moved: Option<Callback<()>>,
) -> impl IntoView {
    let found = now(space, &tasks);
    let is = common(&found, |task| task.status);
    let columns = space.columns(found.first()?.board_id).get_untracked();
    let tasks = StoredValue::new(tasks);
    let item = move |one: &Category| {
        let one = *one;
        // The same as a status in a patch: the end of the board's first column of it. One after the other they keep their order.
        let column = columns.iter().find(|column| column.category == one)?.id;
        let choose = move |()| {
            let mut going = tasks.with_value(|tasks| now(space, tasks));
            going.retain(|task| task.status != one);
            let going: Vec<TaskId> = going.iter().map(|task| task.id).collect();
            let is_moved = !going.is_empty() && put(space, &going, column, &[], 0);
            if let Some(moved) = moved.filter(|_| is_moved) {
                moved.run(());
            }
        };
        Some(view! {
            <MenuItem checked=is == Some(one) press=choose>
                <StatusIcon status=one/>
                {status_name(one)}
            </MenuItem>
        })
    };
    Some(Category::ALL.iter().filter_map(item).collect_view())
}

/// The priorities, the most urgent first.
#[component]
pub fn PriorityItems(space: Space, tasks: Vec<TaskId>) -> impl IntoView {
    let is = common(&now(space, &tasks), |task| task.priority);
    let tasks = StoredValue::new(tasks);
    let item = move |one: &Priority| {
        let one = *one;
        let patch = move |task: &Task| {
            (task.priority != one).then(|| UpdateTask {
                priority: Some(one),
                ..UpdateTask::default()
            })
        };
        let choose = move |()| tasks.with_value(|tasks| patch_all(space, tasks, patch));
        view! {
            <MenuItem checked=is == Some(one) press=choose>
                <PriorityIcon priority=one/>
                {priority_name(one)}
            </MenuItem>
        }
    };
    Priority::ALL.iter().rev().map(item).collect_view()
}

/// The people, oneself first; each is put on the tasks or, where they are on all of them, taken off, and the menu stays for the
/// next.
#[component]
pub fn AssigneeItems(space: Space, tasks: Vec<TaskId>) -> impl IntoView {
    let cards: Vec<_> = tasks.iter().filter_map(|task| space.card(*task)).collect();
    let assigned = Memo::new(move |_| {
        let each = cards.iter();
        each.map(|card| card.with(|card| card.task.assignee_ids.clone()))
            .collect::<Vec<_>>()
    });
    let tasks = StoredValue::new(tasks);
    let toasts = Toasts::here();
    let me = space.me.with_untracked(|me| me.user_id);
    let mut people = space.members.get_untracked();
    let was_on = assigned.get_untracked().concat();
    let board = tasks.with_value(|tasks| now(space, tasks).first().map(|task| task.board_id));
    let board = untrack(|| space.board(board?));
    // Whom the server would refuse is not offered, but whoever works on it can be taken off.
    people.retain(|member| {
        let sees = board.as_ref().is_none_or(|board| sees(board, member));
        (sees && !member.is_suspended()) || was_on.contains(&member.user_id)
    });
    people.sort_by_key(|member| (member.user_id != me, member.name.to_lowercase()));
    let item = move |user: UserId, name: String, suspended: bool| {
        let is_on = Signal::derive(move || {
            assigned.with(|each| {
                let mut has = each.iter().map(|ids| ids.contains(&user));
                // Who is locked out can only be taken off, be it of one of them.
                if suspended {
                    has.any(|has| has)
                } else {
                    !each.is_empty() && has.all(|has| has)
                }
            })
        });
        let choose = move |()| {
            let is_on = is_on.get_untracked();
            let patch = |task: &Task| {
                let mut ids = task.assignee_ids.clone();
                if is_on {
                    ids.retain(|other| *other != user);
                } else if ids.len() < MAX_ASSIGNEES && !ids.contains(&user) {
                    ids.push(user);
                } else {
                    return None;
                }
                Some(UpdateTask {
                    assignee_ids: Some(ids),
                    ..UpdateTask::default()
                })
            };
            let is_full = |task: &Task| {
                !is_on
                    && task.assignee_ids.len() >= MAX_ASSIGNEES
                    && !task.assignee_ids.contains(&user)
            };
            if tasks.with_value(|tasks| now(space, tasks).iter().any(is_full)) {
                toasts.show(Toast::error(people_at_most(MAX_ASSIGNEES)));
            }
            tasks.with_value(|tasks| patch_all(space, tasks, patch));
        };
        view! {
            <MenuCheck checked=is_on press=choose>
                <Avatar id=user name=name.clone() class="avatar avatar--sm"/>
                <Typed class="truncate" text=name/>
                {(user == me).then(|| view! { <span class="menu-end">{YOU}</span> })}
            </MenuCheck>
        }
    };
    people
        .into_iter()
        .map(|member| {
            let suspended = member.is_suspended();
            item(member.user_id, member.name, suspended)
        })
        .collect_view()
}
