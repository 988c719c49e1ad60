//! The menu of a card: the moves of the keys, and what a letter sets. It stands once on a board, beside whatever card asks.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_types::TaskId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cx::{Asked, Choice};
use super::{BoardCx, move_menu::MoveItems};
use crate::components::dates::{DateFields, Which};
use crate::components::task_panel::pickers::{AssigneeItems, PriorityItems, StatusItems};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::ui::popup::Popup;

const fn label(choice: Choice) -> &'static str {
    match choice {
        Choice::Move => text::MOVE_TO,
        Choice::Status => text::STATUS,
        Choice::Assignee => text::ASSIGNEES,
        Choice::Priority => text::PRIORITY,
        Choice::Due => Which::Due.picker_name(),
    }
}

const fn role(choice: Choice) -> &'static str {
    match choice {
        Choice::Due => "dialog",
        _ => "menu",
    }
}

/// Opens beside a card, which must be on the screen, for it and those that are meant with it.
pub fn open(cx: BoardCx, task: TaskId, choice: Choice) {
    let (Some(title), Some((column, at))) = (title(task), cx.find(task)) else {
        return;
    };
    let asked = Asked {
        task,
        column,
        at,
        tasks: cx.meant_by(task),
        choice,
    };
    cx.menu.open(title, asked);
}

fn title(task: TaskId) -> Option<HtmlElement> {
    let title = document().query_selector(&format!("[data-task='{task}'] .card-title"));
    title.ok().flatten()?.dyn_into().ok()
}

/// Somebody else moves the card that the menu is open for: it goes along, or closes where the card is out of sight.
fn follow_card(cx: BoardCx) {
    let menu = cx.menu;
    let stands = Memo::new(move |_| {
        let task = menu.of.with(|of| of.as_ref().map(|of| of.task))?;
        menu.column()?;
        let card = cx.space.card(task)?;
        card.with(|card| (!card.is_gone).then_some(card.task.column_id))
    });
    Effect::watch(
        move || stands.get(),
        move |now, before, _| {
            if before.is_none_or(|before| before == now) {
                return;
            }
            // The lists are made anew in this frame and the next.
            request_animation_frame(move || {
                request_animation_frame(move || {
                    let is_open = menu.anchor.try_with_untracked(Option::is_some);
                    let of = menu.of.try_get_untracked().flatten();
                    let Some(of) = of.filter(|_| is_open == Some(true)) else {
                        return;
                    };
                    let title = title(of.task);
                    if title.is_none() {
                        cx.go_beside(of.column, of.at);
                    }
                    menu.anchor.set(title);
                });
            });
        },
        false,
    );
}

/// The menu itself.
#[component]
pub fn CardMenuView() -> impl IntoView {
    let cx = BoardCx::here();
    follow_card(cx);
    let anchor = cx.menu.anchor;
    view! { <OnDemand open=anchor make=Make::by(items)/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn items() -> Maker {
    maker(move || view! { <Items/> })
}

#[component]
fn Items() -> impl IntoView {
    let cx = BoardCx::here();
    let menu = cx.menu;
    let choice = move || {
        let of = |of: &Option<Asked>| of.as_ref().map_or(Choice::Move, |of| of.choice);
        menu.of.with(of)
    };
    let name = move || label(choice());
    let role = Signal::derive(move || role(choice()));
    view! {
        <Popup anchor=menu.anchor label=name role>
            {move || {
                let Asked { task, column, at, tasks, choice } = menu.of.get()?;
                let space = cx.space;
                // The focus goes with the card.
                let moved = move |()| cx.go_on_with(task, column, at);
                Some(
                    match choice {
                        Choice::Move => view! { <MoveItems tasks moved/> }.into_any(),
                        Choice::Status => {
                            view! { <StatusItems space tasks moved/> }.into_any()
                        }
                        Choice::Assignee => view! { <AssigneeItems space tasks/> }.into_any(),
                        Choice::Priority => view! { <PriorityItems space tasks/> }.into_any(),
                        Choice::Due => {
                            view! { <DateFields space which=Which::Due tasks/> }.into_any()
                        }
                    },
                )
            }}
        </Popup>
    }
}
