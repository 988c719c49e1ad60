//! What can be done to a column.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_types::ColumnId;
use tutti_types::columns::Column;

use super::delete::{self, DeleteColumn};
use crate::components::board::{BoardCx, column_keys};
use crate::parts::{Make, Maker, OnDemand, maker};
use crate::text::{Words, board as text};
use crate::ui::popup::{self, Anchor, Popup};
use crate::ui::{MenuButton, MenuItem, MenuRule, Toasts};

/// The column that the menu is of.
#[derive(Clone, Copy)]
struct Of {
    id: ColumnId,
    column: Memo<Option<Column>>,
    count: Memo<usize>,
    /// Opens the dialog that edits it.
    editing: RwSignal<bool>,
    /// Opens the dialog that asks where its cards go.
    deleting: RwSignal<bool>,
}

impl Of {
    fn label(self) -> Words {
        let name = self
            .column
            .with(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default());
        text::column_options(&name)
    }
}

/// The button, and the menu it opens.
#[component]
pub fn ColumnMenu(
    id: ColumnId,
    column: Memo<Option<Column>>,
    count: Memo<usize>,
    /// Opens the dialog that edits it.
    editing: RwSignal<bool>,
) -> impl IntoView {
    let anchor = popup::anchor();
    let deleting = RwSignal::new(false);
    let of = Of {
        id,
        column,
        count,
        editing,
        deleting,
    };
    view! {
        <MenuButton anchor label=move || of.label() class="btn btn--icon btn--quiet btn--sm"/>
        <OnDemand open=anchor make=Make::by(move || menu(anchor, of))/>
        <DeleteColumn open=deleting id count/>
    }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn menu(anchor: Anchor, of: Of) -> Maker {
    maker(move || view! { <Items anchor of/> })
}

#[component]
fn Items(anchor: Anchor, of: Of) -> impl IntoView {
    let cx = BoardCx::here();
    let toasts = Toasts::here();
    let Of {
        id,
        count,
        editing,
        deleting,
        ..
    } = of;
    let shift = move |way: isize| {
        let at = cx.column_ids().iter().position(|c| *c == id);
        if let Some(to) = at.and_then(|at| at.checked_add_signed(way)) {
            column_keys::put(cx, id, to);
        }
    };
    let delete = move |()| match count.get_untracked() {
        0 => delete::delete(cx, toasts, id, None),
        _ => deleting.set(true),
    };
    let is_first = move || cx.column_ids().first() == Some(&id);
    let is_last = move || cx.column_ids().last() == Some(&id);
    view! {
        <Popup anchor label=move || of.label()>
            <MenuItem icon="square-pen" press=move |()| editing.set(true)>
                {text::EDIT_COLUMN}
            </MenuItem>
            {(!is_first())
                .then(|| view! { <MenuItem icon="undo-2" press=move |()| shift(-1)>{text::MOVE_LEFT}</MenuItem> })}
            {(!is_last())
                .then(|| view! { <MenuItem icon="arrow-right" press=move |()| shift(1)>{text::MOVE_RIGHT}</MenuItem> })}
            // A board keeps at least one column.
            {(!(is_first() && is_last()))
                .then(|| {
                    view! {
                        <MenuRule/>
                        <MenuItem icon="trash-2" danger=true press=delete>
                            {text::DELETE_COLUMN}
                        </MenuItem>
                    }
                })}
        </Popup>
    }
}
