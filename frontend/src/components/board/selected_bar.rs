//! The bar over the board while cards are marked: what can be done to all of them.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_types::columns::Category;
use tutti_types::tasks::Priority;
use tutti_types::{Permission, TaskId};

use super::{BoardCx, MoveItems, acts, selection};
use crate::components::dates::{DateFields, Which};
use crate::components::task_panel::pickers::{AssigneeItems, PriorityItems, StatusItems};
use crate::dom::{self, after_frames};
use crate::effect::effect;
use crate::keys::{Anywhere, SHORTCUTS};
use crate::parts::{Make, Maker, OnDemand, Switch, maker};
use crate::text::board as text;
use crate::ui::popup::{self, Popup};
use crate::ui::{
    Button, Icon, IconButton, Kind, Menu, MenuButton, PriorityIcon, Said, StatusIcon, Toasts,
};

/// The bar; nothing while no card is marked.
#[component]
pub fn SelectedBar() -> impl IntoView {
    let cx = BoardCx::here();
    let chosen = Memo::new(move |_| cx.chosen());
    let is_any = Memo::new(move |_| chosen.with(|chosen| !chosen.is_empty()));
    // The keys work on what is marked without it, too.
    let open = Switch::beside(is_any);
    view! { <OnDemand open make=Make::by(move || bar(cx, chosen, is_any))/> }
}

#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
fn bar(cx: BoardCx, chosen: Memo<Vec<TaskId>>, is_any: Memo<bool>) -> Maker {
    maker(move || move || is_any.get().then(|| view! { <Bar cx chosen/> }))
}

#[component]
fn Bar(cx: BoardCx, chosen: Memo<Vec<TaskId>>) -> impl IntoView {
    let toasts = Toasts::here();
    let space = cx.space;
    let count = move || chosen.with(Vec::len);
    leave_beside(cx, chosen);
    let clear = move |()| _ = selection::clear(cx);
    let delete = move |()| acts::delete(cx, toasts, &chosen.get_untracked());
    view! {
        <div class="bulk" role="toolbar" aria-label=move || text::selected_tasks(count())>
            <Said class="bulk-count num" words=move || text::selected(count())/>
            <Menu label=text::MOVE_TO class=BUTTON face=|| view! { <Icon name="arrow-right"/> {text::MOVE_TO} }>
                <MoveItems tasks=chosen.get_untracked()/>
            </Menu>
            <Menu label=text::STATUS class=BUTTON face=|| view! { <StatusIcon status=Category::InProgress/> {text::STATUS} }>
                <StatusItems space tasks=chosen.get_untracked()/>
            </Menu>
            <Menu label=text::ASSIGNEES class=BUTTON face=|| view! { <Icon name="user"/> {text::ASSIGNEES} }>
                <AssigneeItems space tasks=chosen.get_untracked()/>
            </Menu>
            <Menu label=text::PRIORITY class=BUTTON face=|| view! { <PriorityIcon priority=Priority::High/> {text::PRIORITY} }>
                <PriorityItems space tasks=chosen.get_untracked()/>
            </Menu>
            <DueDate cx chosen/>
            <Show when=move || space.may(Permission::TasksDelete)>
                <Button kind=Kind::DangerQuiet icon="trash-2" press=delete>
                    {text::DELETE}
                </Button>
            </Show>
            <span class="toolbar-rule"></span>
            <IconButton icon="x" label=text::CLEAR_SELECTION key=SHORTCUTS.anywhere.key(Anywhere::Close) press=clear/>
        </div>
    }
}

/// The same picker as a card's key opens.
#[component]
fn DueDate(cx: BoardCx, chosen: Memo<Vec<TaskId>>) -> impl IntoView {
    let anchor = popup::anchor();
    let name = Which::Due.picker_name();
    view! {
        <MenuButton
            anchor
            label=name
            class=BUTTON
            opens="dialog"
            face=ViewFn::from(move || view! { <Icon name="calendar-clock"/> {name} })
        />
        <Popup anchor label=name role="dialog">
            <DateFields space=cx.space which=Which::Due tasks=chosen.get_untracked()/>
        </Popup>
    }
}

/// The bar goes with what was done in it, as where the filter leaves out what was marked: then one goes on beside the first of
/// them.
fn leave_beside(cx: BoardCx, chosen: Memo<Vec<TaskId>>) {
    let stood = StoredValue::new(None);
    effect(move || {
        let first = chosen.with(|chosen| chosen.first().copied());
        if let Some(place) = first.and_then(|first| cx.find(first)) {
            stood.set_value(Some(place));
        }
    });
    on_cleanup(move || {
        let stood = stood.try_get_value().flatten();
        after_frames(2, move || {
            let coming = cx.reveal.try_get_untracked();
            if let (Some((column, at)), Some(None), false) = (stood, coming, dom::has_focus()) {
                cx.go_beside(column, at);
            }
        });
    });
}

const BUTTON: &str = "btn btn--quiet";
