//! What the board is narrowed by besides a text: people, priorities, statuses. Each is a menu from which several may be chosen;
//! what is chosen stands on its button.

use leptos::html;
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use tutti_types::UserId;
use tutti_types::columns::Category;
use tutti_types::members::Member;
use tutti_types::tasks::Priority;

use crate::components::board::BoardCx;
use crate::components::board::filter::{Who, toggle};
use crate::store::sees;
use crate::text::{board as text, feed};
use crate::ui::{
    Avatar, Icon, Menu, MenuCheck, PriorityIcon, StatusIcon, priority_name, status_name,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The three menus.
#[component]
pub fn Filters() -> impl IntoView {
    let cx = BoardCx::here();
    let view = cx.view;
    let people = Memo::new(move |_| {
        let chosen = view.filter.with(|filter| filter.people.clone());
        let name = |who: &Who| match who {
            Who::Me => text::ME.to_owned(),
            Who::Nobody => text::NOBODY.to_owned(),
            Who::Person(user) => feed::first_name(&cx.space.name_of(Some(*user))),
        };
        chosen.iter().map(name).collect::<Vec<_>>()
    });
    let priorities = Memo::new(move |_| {
        let chosen = view.filter.with(|filter| filter.priorities.clone());
        let name = |one: &Priority| priority_name(*one).to_owned();
        chosen.iter().map(name).collect::<Vec<_>>()
    });
    let statuses = Memo::new(move |_| {
        let chosen = view.filter.with(|filter| filter.statuses.clone());
        let name = |one: &Category| status_name(*one).to_owned();
        chosen.iter().map(name).collect::<Vec<_>>()
    });
    view! {
        <Chip
            name=text::ASSIGNEE
            icon="users"
            chosen=people
            clear=move |()| view.choose(|filter| filter.people.clear())
        >
            <People/>
        </Chip>
        <Chip
            name=text::PRIORITY
            icon="triangle-alert"
            chosen=priorities
            clear=move |()| view.choose(|filter| filter.priorities.clear())
        >
            {[Priority::High, Priority::Medium, Priority::Low].map(|one| {
                let checked = move || view.filter.with(|filter| filter.priorities.contains(&one));
                let press = move |()| view.choose(|filter| toggle(&mut filter.priorities, one));
                view! {
                    <MenuCheck checked=Signal::derive(checked) press>
                        <PriorityIcon priority=one/>
                        {priority_name(one)}
                    </MenuCheck>
                }
            }).into_iter().collect_view()}
        </Chip>
        <Chip
            name=text::STATUS
            icon="circle-check"
            chosen=statuses
            clear=move |()| view.choose(|filter| filter.statuses.clear())
        >
            {Category::ALL.iter().map(|one| {
                let one = *one;
                let checked = move || view.filter.with(|filter| filter.statuses.contains(&one));
                let press = move |()| view.choose(|filter| toggle(&mut filter.statuses, one));
                view! {
                    <MenuCheck checked=Signal::derive(checked) press>
                        <StatusIcon status=one/>
                        {status_name(one)}
                    </MenuCheck>
                }
            }).collect_view()}
        </Chip>
    }
}

/// One of them: its button, and, where something is chosen, what takes that back.
#[component]
fn Chip(
    name: &'static str,
    icon: &'static str,
    chosen: Memo<Vec<String>>,
    #[prop(into)] clear: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let is_set = move || chosen.with(|chosen| !chosen.is_empty());
    let node = NodeRef::<html::Span>::new();
    let press = move |_| {
        clear.run(());
        // What was pressed goes.
        let button = node.get_untracked().and_then(|chip| {
            let found = chip.query_selector(".filter-button").ok()??;
            found.dyn_into::<HtmlElement>().ok()
        });
        if let Some(button) = button {
            // Where it cannot take the focus, the page has it.
            let _ = button.focus();
        }
    };
    let words = move || chosen.with(|chosen| text::chosen(chosen));
    let label = move || text::filter_by(name, &words());
    let face = move || {
        view! {
            <Icon name=icon class="icon icon--sm"/>
            {name}
            {move || is_set().then(|| view! { <b class="truncate" dir="auto" translate="no">{words}</b> })}
        }
    };
    view! {
        <span class="filter" class:is-set=is_set node_ref=node>
            <Menu label class="filter-button" face=ViewFn::from(face)>
                {children()}
            </Menu>
            {move || {
                is_set()
                    .then(|| {
                        view! {
                            <button
                                class="filter-clear"
                                type="button"
                                aria-label=text::remove_filter(name)
                                on:click=press
                            >
                                <Icon name="x" class="icon icon--sm"/>
                            </button>
                        }
                    })
            }}
        </span>
    }
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
    others.sort_by_key(|member| member.name.to_lowercase());
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
