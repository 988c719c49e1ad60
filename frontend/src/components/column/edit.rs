//! A column's name, status, colour and limit.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_state::Intent;
use tutti_state::boards::ColumnUpdate;
use tutti_types::Patch;
use tutti_types::columns::{Category, Column, MAX_WIP_LIMIT, UpdateColumn};
use tutti_types::text::{Color, ColumnName, Invalid};

use super::add::CategoryField;
use crate::components::board::BoardCx;
use crate::drafts::Place;
use crate::effect::effect;
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::board as text;
use crate::ui::{COLORS, EditDialog, Input, TextField, Wrong, checked, color_hue, follow};

/// The dialog.
#[component]
pub fn EditColumn(open: RwSignal<bool>, column: Memo<Option<Column>>) -> impl IntoView {
    view! { <OnDemand open make=Make::by(move || dialog(open, column))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn dialog(open: RwSignal<bool>, column: Memo<Option<Column>>) -> Maker {
    maker(move || view! { <Form open column/> })
}

/// What stands in it, filled anew each time it opens.
#[component]
fn Form(open: RwSignal<bool>, column: Memo<Option<Column>>) -> impl IntoView {
    let cx = BoardCx::here();
    let name = Input::new("column-name", "name", |text| {
        checked(text, text::NAME_MISSING, ColumnName::parse)
    });
    let limit = Input::new("column-limit", "wip_limit", |text| {
        parse_limit(text).map(drop).map_err(Wrong::from)
    });
    let category = RwSignal::new(Category::Todo);
    let color = RwSignal::new(None::<String>);
    effect(move || {
        if let (true, Some(column)) = (open.get(), column.get_untracked()) {
            name.open(
                cx.location(Place::ColumnName(column.id), column.name.clone()),
                &column.name,
            );
            limit.reset(&limit_text(column.wip_limit));
            category.set(column.category);
            color.set(column.color);
        }
    });
    // What somebody else changes meanwhile is shown, unless it was touched here.
    Effect::new(move |before: Option<Option<Column>>| {
        let now = column.get();
        if let (true, Some(Some(was)), Some(now)) = (open.get_untracked(), &before, &now) {
            name.follow(&was.name, &now.name);
            limit.follow(&limit_text(was.wip_limit), &limit_text(now.wip_limit));
            follow(category, &was.category, &now.category);
            follow(color, &was.color, &now.color);
        }
        now
    });
    let save = move || {
        let (Some(new_name), Some(limit), Some(column)) = (
            name.parse(ColumnName::parse),
            limit.parse(parse_limit),
            column.get_untracked(),
        ) else {
            return;
        };
        let patch = difference(
            &column,
            new_name,
            limit,
            category.get_untracked(),
            color.get_untracked(),
        );
        if patch.as_ref().is_none_or(|patch| patch.name.is_none()) {
            // It is called so already, and no answer will tell that it is saved.
            name.discard();
        }
        if let Some(patch) = patch {
            cx.space.act(Intent::from(ColumnUpdate {
                board: cx.id,
                column: column.id,
                patch,
            }));
        }
        open.set(false);
    };
    view! {
        <EditDialog open title=text::EDIT_COLUMN name send=text::SAVE save=save>
            <TextField input=name label=text::NAME/>
            <CategoryField category/>
            <Colors color/>
            <TextField input=limit label=text::LIMIT hint=text::LIMIT_HINT/>
        </EditDialog>
    }
}

/// The palette as radio buttons, and before it the colour that a column has by itself.
#[component]
fn Colors(color: RwSignal<Option<String>>) -> impl IntoView {
    let swatch = move |name: &'static str| {
        view! {
            <input
                class="swatch"
                type="radio"
                name="column-color"
                aria-label=name
                data-tip=name
                data-hue=color_hue(name)
                prop:checked=move || color.with(|color| color.as_deref() == Some(name))
                on:change=move |_| color.set(Some(name.to_owned()))
            />
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{text::COLOUR}</legend>
            <div class="swatches row">
                <label class="row">
                    <input
                        class="check check--radio"
                        type="radio"
                        name="column-color"
                        prop:checked=move || color.with(Option::is_none)
                        on:change=move |_| color.set(None)
                    />
                    {text::NO_COLOUR}
                </label>
                {["grey"].into_iter().chain(COLORS).map(swatch).collect_view()}
            </div>
        </fieldset>
    }
}

fn limit_text(limit: Option<i32>) -> String {
    limit.map(|limit| limit.to_string()).unwrap_or_default()
}

fn parse_limit(text: &str) -> Result<Option<i32>, Invalid> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match text.trim().parse() {
        Ok(limit @ 1..=MAX_WIP_LIMIT) => Ok(Some(limit)),
        _ => Err(Invalid::from(text::limit_wrong())),
    }
}

/// Only what differs is sent, so that nobody's other change is overwritten.
fn difference(
    column: &Column,
    name: ColumnName,
    limit: Option<i32>,
    category: Category,
    color: Option<String>,
) -> Option<UpdateColumn> {
    let patch = UpdateColumn {
        name: (name.as_str() != column.name).then_some(name),
        category: (category != column.category).then_some(category),
        color: if color == column.color {
            Patch::Keep
        } else {
            color
                .and_then(|c| Color::parse(&c).ok())
                .map_or(Patch::Clear, Patch::Set)
        },
        wip_limit: if limit == column.wip_limit {
            Patch::Keep
        } else {
            limit.map_or(Patch::Clear, Patch::Set)
        },
    };
    let is_same = patch.name.is_none()
        && patch.category.is_none()
        && patch.color.is_keep()
        && patch.wip_limit.is_keep();
    (!is_same).then_some(patch)
}
