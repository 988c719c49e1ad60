//! A board: its columns side by side, and what goes over all of them — keys, the pointer's drag, the card's menu.

pub mod acts;
pub mod card_menu;
pub mod column_keys;
mod cx;
pub mod filter;
mod keyed;
mod keys;
mod move_menu;
mod notices;
pub mod opening;
mod place;
mod selected_bar;
pub mod selection;
mod shapes;
mod view;

use leptos::html;
use leptos::prelude::*;

pub use cx::{BoardCx, Opener};
pub use move_menu::MoveItems;
pub(crate) use place::put;
pub use selected_bar::SelectedBar;
pub use shapes::BoardShapes;

use crate::components::column::ColumnView;
use crate::components::drag;
use crate::effect::effect;
use crate::text::board as text;
use crate::ui::{List, Toasts};

/// The columns of the board in context.
#[component]
pub fn BoardView(
    /// The element that scrolls sideways.
    node: NodeRef<html::Div>,
) -> impl IntoView {
    let cx = BoardCx::here();
    keys::listen(cx, Toasts::here());
    drag::listen(cx, node);
    notices::tell(cx, Toasts::here());
    cx.give_up_what_does_not_come();
    cx.give_up_what_one_has_left();
    let ids = Memo::new(move |_| cx.shown_columns());
    // Nothing is written in a column that somebody deleted.
    effect(move || {
        let column = cx.composing.get_untracked();
        if ids.with(|ids| column.is_some_and(|column| !ids.contains(&column))) {
            cx.composing.set(None);
        }
    });
    let label = move || text::board_of(ids.with(Vec::len));
    view! {
        <div class="board scroll" role="region" aria-label=label node_ref=node>
            <List each=move || ids.get() key=|id| *id let:id>
                <ColumnView id=id.get_untracked()/>
            </List>
        </div>
        <card_menu::CardMenuView/>
        <p id="dnd-help" class="visually-hidden">
            {text::DND_HELP}
        </p>
        <p id="column-help" class="visually-hidden">
            {text::COLUMN_HELP}
        </p>
    }
}
