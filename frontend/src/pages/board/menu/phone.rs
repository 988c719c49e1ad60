//! What stands beside the board on a desktop, and has no room on a phone.

use leptos::prelude::*;
use tutti_types::Permission;
use wasm_bindgen::JsCast;

use crate::components::board::BoardCx;
use crate::dom;
use crate::shell::Frame;
use crate::text::board as text;
use crate::ui::{MenuItem, MenuRule, Said};

/// The filter, one's own tasks, the activity, the menu of the column in view, and another column.
#[component]
pub fn PhoneItems(
    /// Opens the dialog for a new column.
    adding: RwSignal<bool>,
) -> impl IntoView {
    let cx = BoardCx::here();
    let frame = Frame::here();
    if !dom::is_phone() {
        return None;
    }
    let filter = move |()| {
        cx.bar.set(true);
        request_animation_frame(|| {
            dom::enter_at("#board-filter");
        });
    };
    let is_mine = untrack(|| cx.view.is_mine());
    let column = column_options(cx);
    let add = untrack(|| cx.space.may(Permission::ColumnsManage)).then(|| {
        view! {
            <MenuItem icon="plus" press=move |()| adding.set(true)>
                {text::ADD_COLUMN}
            </MenuItem>
        }
    });
    Some(view! {
        <MenuItem icon="list-filter" press=filter>
            {text::FILTER}
        </MenuItem>
        <MenuItem icon="user" press=move |()| cx.view.toggle_mine()>
            {if is_mine { text::EVERYBODYS } else { text::ONLY_MINE }}
        </MenuItem>
        <MenuItem icon="panel-right" press=move |()| frame.rail.set(true)>
            {text::ACTIVITY}
        </MenuItem>
        <MenuRule/>
        {column}
        {add}
    })
}

/// The column's own menu, whose head a phone shows only while it is used.
fn column_options(cx: BoardCx) -> Option<impl IntoView> {
    let ids = cx.column_ids();
    let in_view = cx.in_view.get_untracked().filter(|id| ids.contains(id));
    let id = in_view.or_else(|| ids.first().copied())?;
    let may = untrack(|| cx.space.may(Permission::ColumnsManage));
    let open = move |()| {
        let button = format!("[data-column='{id}'] .column-head [aria-haspopup=menu]");
        let button = document().query_selector(&button).ok().flatten();
        if let Some(button) = button.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
            // With the focus in it the head is there, and the menu opens beside what can be seen.
            let _ = button.focus();
            request_animation_frame(move || button.click());
        }
    };
    may.then(|| {
        view! {
            <MenuItem icon="square-kanban" press=open>
                <Said class="truncate" words=text::column_options(&cx.column_name(id))/>
            </MenuItem>
        }
    })
}
