//! What a date is picked by: a field, a calendar and a time. It is loaded with the menus, when one is first wanted.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use tutti_types::TaskId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::Which;
use super::calendar::{self, Calendar};
use super::entry::{DateEntry, TimeEntry};
use super::picking::{Picking, today};
use crate::keys::{self, InCalendar, Keystroke, SHORTCUTS};
use crate::parts::{Maker, maker};
use crate::store::Space;
use crate::text::date as text;
use crate::ui::popup::{Anchor, Popup};
use crate::ui::{Button, Icon, Kbd, Kind};

/// The picker of one task's date, beside what opens it.
#[wasm_split(layers, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn picker(anchor: Anchor, space: Space, which: Which, task: TaskId) -> Maker {
    maker(move || {
        view! {
            <Popup anchor label=which.picker_name() role="dialog">
                <DateFields space which tasks=vec![task]/>
            </Popup>
        }
    })
}

/// What a date of some tasks is picked by.
#[component]
pub fn DateFields(space: Space, which: Which, tasks: Vec<TaskId>) -> impl IntoView {
    let picking = Picking::new(space, which, tasks);
    let node = picking.node;
    let go_to_today = move |()| {
        picking.go_to(untrack(today));
        calendar::focus(picking);
    };
    let clear = move |()| picking.pick(None);
    view! {
        <div
            class="picker"
            node_ref=node
            on:keydown=keys::pressed(move |press| {
                if press.key() == "Escape" {
                    // What is typed is left out; the browser closes the picker.
                    picking.typed.set(None);
                } else if let Some(layer) = node.get_untracked() {
                    keep_in(&layer, press);
                }
            })
        >
            <DateEntry picking/>
            <Show when=move || picking.starts_late.get()>
                <p class="picker-note" role="status">
                    <Icon name="triangle-alert" class="icon icon--sm"/>
                    {text::STARTS_LATE}
                </p>
            </Show>
            <Calendar picking/>
            <TimeEntry picking/>
            <div class="picker-foot">
                <Button kind=Kind::Quiet class="btn--sm" press=go_to_today>
                    {text::GO_TO_TODAY}
                    <Kbd key=SHORTCUTS.in_calendar.key(InCalendar::Today)/>
                </Button>
                <Show when=move || picking.is_any.get()>
                    <Button kind=Kind::Quiet class="btn--sm" press=clear>
                        {text::CLEAR}
                    </Button>
                </Show>
            </div>
        </div>
    }
}

/// Keys pressed in the picker are the picker's, and Tab stays in it.
fn keep_in(layer: &HtmlElement, press: &Keystroke) {
    press.keep_in();
    if press.key() != "Tab" {
        return;
    }
    let Ok(found) = layer.query_selector_all("input, button, td[tabindex='0']") else {
        return;
    };
    let stop = |at: u32| found.item(at)?.dyn_into::<HtmlElement>().ok();
    let (Some(first), Some(last)) = (stop(0), stop(found.length().saturating_sub(1))) else {
        return;
    };
    let (end, to) = if press.is_shifted() {
        (&first, &last)
    } else {
        (&last, &first)
    };
    let is_at_end = press
        .target()
        .is_some_and(|target| end.is_same_node(Some(&target)));
    if is_at_end {
        press.take();
        // It is shown, so it takes it.
        let _ = to.focus();
    }
}
