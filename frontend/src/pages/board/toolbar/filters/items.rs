//! What can be chosen in each of the menus.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use tutti_state::sort_by;
use tutti_types::UserId;
use tutti_types::columns::Category;
use tutti_types::members::Member;
use tutti_types::tasks::Priority;

use super::By;
use crate::components::board::BoardCx;
use crate::components::board::filter::{Who, toggle};
use crate::store::sees;
use crate::text::board as text;
use crate::ui::popup::{Anchor, Popup};
use crate::ui::{
    Avatar, Icon, MenuCheck, PriorityIcon, Saying, StatusIcon, priority_name, status_name,
};

/// One of the menus.
#[component]
pub fn Items(anchor: Anchor, by: By, #[prop(into)] label: Saying) -> impl IntoView {
    view! {
        <Popup anchor label>
            {match by {
                By::People => view! { <People/> }.into_any(),
                By::Priorities => view! { <Priorities/> }.into_any(),
                By::Statuses => view! { <Statuses/> }.into_any(),
            }}
        </Popup>
    }
}

#[component]
fn Priorities() -> impl IntoView {
    let view = BoardCx::here().view;
    let item = |one| {
        let checked = move || view.filter.with(|filter| filter.priorities.contains(&one));
        let press = move |()| view.choose(|filter| toggle(&mut filter.priorities, one));
        view! {
            <MenuCheck checked=Signal::derive(checked) press>
                <PriorityIcon priority=one/>
                {priority_name(one)}
            </MenuCheck>
        }
    };
    [Priority::High, Priority::Medium, Priority::Low]
        .map(item)
        .into_iter()
        .collect_view()
}

#[component]
fn Statuses() -> impl IntoView {
    let view = BoardCx::here().view;
    let item = |one: &Category| {
        let one = *one;
        let checked = move || view.filter.with(|filter| filter.statuses.contains(&one));
        let press = move |()| view.choose(|filter| toggle(&mut filter.statuses, one));
        view! {
            <MenuCheck checked=Signal::derive(checked) press>
                <StatusIcon status=one/>
                {status_name(one)}
            </MenuCheck>
        }
    };
    Category::ALL.iter().map(item).collect_view()
}

/// Who works on the tasks of the board, untracked.
fn working(cx: BoardCx) -> FxHashSet<UserId> {
    let columns = cx.column_ids();
    let found = cx.space.read(|store| {
        let tasks = columns.iter().flat_map(|column| store.order(*column));
        let tasks = tasks.filter_map(|task| store.task(*task));
        tasks.flat_map(|task| task.assignee_ids.clone()).collect()
    });
    found.unwrap_or_default()
}

/// Oneself, nobody, and everybody one knows here.
#[component]
fn People() -> impl IntoView {
    let cx = BoardCx::here();
    let view = cx.view;
    let item = move |who: Who, face: AnyView, name: String| {
        let checked = move || view.filter.with(|filter| filter.people.contains(&who));
        let press = move |()| view.choose(|filter| toggle(&mut filter.people, who));
        view! {
            <MenuCheck checked=Signal::derive(checked) press>
                {face}
                <span class="truncate" dir="auto" translate="no">{name}</span>
            </MenuCheck>
        }
    };
    let me = cx.space.me.with_untracked(|me| me.user_id);
    let board = untrack(|| cx.space.board(cx.id));
    let (working, chosen) = (
        working(cx),
        view.filter.with_untracked(|filter| filter.people.clone()),
    );
    let mut others = cx.space.members.with_untracked(|members| {
        // Who does not see the board works on none of its tasks, unless they did before.
        let here = |member: &&Member| {
            let user = member.user_id;
            let is_here = board.as_ref().is_none_or(|board| sees(board, member))
                || working.contains(&user)
                || chosen.contains(&Who::Person(user));
            user != me && is_here
        };
        members.iter().filter(here).cloned().collect::<Vec<_>>()
    });
    sort_by(&mut others, |a, b| {
        a.name.to_lowercase().cmp(&b.name.to_lowercase())
    });
    let face = |icon| view! { <Icon name=icon/> }.into_any();
    let others = others.into_iter().map(|member| {
        let (id, name) = (member.user_id, member.name);
        let face = view! { <Avatar id name=name.clone() class="avatar avatar--xs"/> };
        item(Who::Person(id), face.into_any(), name)
    });
    view! {
        {item(Who::Me, face("user"), text::ME.to_owned())}
        {item(Who::Nobody, face("user-x"), text::NOBODY.to_owned())}
        {others.collect_view()}
    }
}
