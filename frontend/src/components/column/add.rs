//! Adding a column, after the last. The button stands in the toolbar, so that it takes no width from the columns, and on a phone in
//! the board's menu.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_state::Intent;
use tutti_state::boards::ColumnCreate;
use tutti_types::ColumnId;
use tutti_types::columns::{Category, CreateColumn};
use tutti_types::text::ColumnName;

use crate::components::board::BoardCx;
use crate::dom;
use crate::drafts::Place;
use crate::effect::effect;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::ui::{EditDialog, Icon, Input, TextField, checked, status_name};

/// The button of the toolbar, and the dialog it opens.
#[component]
pub fn AddColumnButton() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="column-new">
            <button
                class="btn btn--quiet btn--sm"
                type="button"
                on:click=move |_| open.set(true)
            >
                <Icon name="plus" class="icon icon--sm"/>
                {text::ADD_COLUMN}
            </button>
            <AddColumn open/>
        </div>
    }
}

/// The dialog.
#[component]
pub fn AddColumn(open: RwSignal<bool>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || dialog(open))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>) -> Maker {
    maker(move || view! { <Form open/> })
}

#[component]
fn Form(open: RwSignal<bool>) -> impl IntoView {
    let cx = BoardCx::here();
    let category = RwSignal::new(Category::Todo);
    let name = Input::new("new-column", "name", |text| {
        checked(text, text::NAME_MISSING, ColumnName::parse)
    });
    effect(move || {
        if open.get() {
            name.open(cx.location(Place::NewColumn(cx.id), cx.name()), "");
        }
    });
    let make = move || {
        let Some(parsed) = name.parse(ColumnName::parse) else {
            return;
        };
        // It waits in the queue from here on, which keeps it.
        name.reset("");
        let column = ColumnId::new();
        cx.space.act(Intent::from(ColumnCreate {
            board: cx.id,
            column,
            create: CreateColumn {
                id: Some(column),
                name: parsed,
                category: category.get_untracked(),
                color: None,
                wip_limit: None,
            },
        }));
        open.set(false);
        // The dialog gives the focus back to its button first.
        dom::after_frames(3, move || {
            dom::focus(&format!("[data-column='{column}'] .column-grip"));
        });
    };
    view! {
        <EditDialog open title=text::ADD_COLUMN name send=text::ADD_COLUMN save=make>
            <TextField input=name label=text::NAME/>
            <CategoryField category/>
        </EditDialog>
    }
}

/// What a task in the column counts as.
#[component]
pub fn CategoryField(category: RwSignal<Category>) -> impl IntoView {
    let options = Category::ALL
        .iter()
        .map(|one| view! { <option value=one.as_str()>{status_name(*one)}</option> })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for="column-category">
                {text::TASKS_IN_IT}
            </label>
            <select
                class="input select"
                id="column-category"
                prop:value=move || category.get().as_str()
                on:change=move |event| {
                    if let Ok(chosen) = event_target_value(&event).parse() {
                        category.set(chosen);
                    }
                }
            >
                {options}
            </select>
        </div>
    }
}
