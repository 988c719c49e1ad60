//! A board: its columns side by side, and what goes over all of them — keys, the pointer's drag, the card's menu.

pub mod acts;
pub mod card_menu;
mod cx;
pub mod focus;
mod keyed;
mod keys;
mod move_menu;
mod place;
mod selected_bar;
pub mod selection;

use leptos::html;
use leptos::prelude::*;

pub use cx::BoardCx;
pub use move_menu::MoveItems;
pub(crate) use place::put;
pub use selected_bar::SelectedBar;

use crate::components::column::ColumnView;
use crate::components::drag;
use crate::text::board as text;
use crate::ui::Toasts;

/// The columns of the board in context.
#[component]
pub fn BoardView(
    /// The element that scrolls sideways.
    node: NodeRef<html::Div>,
) -> impl IntoView {
    let cx = BoardCx::here();
    keys::listen(cx, Toasts::here());
    drag::listen(cx, node);
    let columns = cx.space.columns(cx.id);
    let ids = Memo::new({
        let columns = columns.clone();
        move |_| columns.with(|columns| columns.iter().map(|c| c.id).collect::<Vec<_>>())
    });
    let label = move || text::board_of(ids.with(Vec::len));
    view! {
        <div class="board scroll" role="region" aria-label=label node_ref=node>
            <For each=move || ids.get() key=|id| *id let:id>
                <ColumnView id/>
            </For>
        </div>
        <card_menu::CardMenuView/>
        <p id="dnd-help" class="visually-hidden">
            {text::DND_HELP}
        </p>
    }
}
