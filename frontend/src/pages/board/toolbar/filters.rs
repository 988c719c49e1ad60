//! What the board is narrowed by besides a text: people, priorities, statuses. Each is a menu from which several may be chosen;
//! what is chosen stands on its button.

mod items;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_types::columns::Category;
use tutti_types::tasks::Priority;

use crate::components::board::BoardCx;
use crate::components::board::filter::Who;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::{board as text, feed};
use crate::ui::popup::{self, Anchor};
use crate::ui::{Icon, MenuButton, priority_name, status_name};
use items::Items;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a menu narrows the board by.
#[derive(Clone, Copy)]
enum By {
    People,
    Priorities,
    Statuses,
}

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
        <Chip by=By::People name=text::ASSIGNEE icon="users" chosen=people/>
        <Chip by=By::Priorities name=text::PRIORITY icon="triangle-alert" chosen=priorities/>
        <Chip by=By::Statuses name=text::STATUS icon="circle-check" chosen=statuses/>
    }
}

/// One of them: its button, and, where something is chosen, what takes that back.
#[component]
fn Chip(
    by: By,
    name: &'static str,
    icon: &'static str,
    chosen: Memo<Vec<String>>,
) -> impl IntoView {
    let view = BoardCx::here().view;
    let anchor = popup::anchor();
    let is_set = move || chosen.with(|chosen| !chosen.is_empty());
    let node = NodeRef::<html::Span>::new();
    let press = move |_| {
        view.choose(|filter| match by {
            By::People => filter.people.clear(),
            By::Priorities => filter.priorities.clear(),
            By::Statuses => filter.statuses.clear(),
        });
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
            <MenuButton anchor label class="filter-button" face=ViewFn::from(face)/>
            <OnDemand open=anchor make=Make::by(move || menu(anchor, by, name, chosen))/>
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

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn menu(anchor: Anchor, by: By, name: &'static str, chosen: Memo<Vec<String>>) -> Maker {
    let label = move || text::filter_by(name, &chosen.with(|chosen| text::chosen(chosen)));
    maker(move || view! { <Items anchor by label/> })
}
