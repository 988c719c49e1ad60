//! The trash: boards, columns and tasks that were deleted, the last first, with the way back.

mod list;
mod row;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use tutti_types::BoardId;

use self::list::{TrashList, id};
use self::row::Row;
use super::settings::SettingsFrame;
use crate::dom;
use crate::keys::{self, InTrash, Keystroke, SHORTCUTS};
use crate::store::Space;
use crate::text::trash as t;
use crate::ui::{Empty, List, Loaded, SkeletonRows};

/// The page `/w/:slug/trash`, of one board with `?board=`.
#[component]
pub fn Trash() -> impl IntoView {
    let query = use_query_map();
    let board = Memo::new(move |_| {
        let id = query.with(|query| query.get("board"))?;
        id.parse::<BoardId>().ok()
    });
    let list = TrashList::new(board);
    keys::listen(arrive);
    let empty = || {
        view! {
            <div class="group">
                <Empty title=t::EMPTY text=t::EMPTY_TEXT/>
            </div>
        }
    };
    view! {
        <SettingsFrame title=t::TITLE>
            <section class="section" aria-labelledby="trash">
                <div class="section-head">
                    <h2 class="section-title" id="trash" tabindex="-1">
                        {t::LIST}
                    </h2>
                    <div class="row">
                        <BoardChoice board/>
                    </div>
                </div>
                <p class="section-note">{t::note()}</p>
                <Loaded
                    of=list.shown()
                    failed=t::FAILED
                    shape=|| view! { <SkeletonRows rows=3/> }
                    empty
                >
                    <ul class="group" aria-label=t::LIST on:keydown=keys::pressed(walk)>
                        <List each=move || list.items.get() key=|item| (id(item), item.deleted_at) let:item>
                            <Row item=item.get_untracked() list/>
                        </List>
                    </ul>
                </Loaded>
            </section>
        </SettingsFrame>
    }
}

/// All boards, or one of them; the choice is the address, so that it can be linked to.
#[component]
fn BoardChoice(board: Memo<Option<BoardId>>) -> impl IntoView {
    let space = Space::here();
    let navigate = use_navigate();
    let choose = move |event| {
        let id = event_target_value(&event);
        let slug = space.workspace.with_untracked(|ws| ws.slug.clone());
        let to = if id.is_empty() {
            format!("/w/{slug}/trash")
        } else {
            format!("/w/{slug}/trash?board={id}")
        };
        let replace = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&to, replace);
    };
    let options = move || {
        let boards = space.boards.get().into_iter();
        boards
            .map(|one| {
                view! {
                    <option
                        value=one.id.to_string()
                        dir="auto"
                        translate="no"
                        selected=move || board.get() == Some(one.id)
                    >
                        {one.name}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <select class="input select input--md" aria-label=t::BOARD on:change=choose>
            <option value="" selected=move || board.get().is_none()>
                {t::ANY_BOARD}
            </option>
            {options}
        </select>
    }
}

/// As nothing has the focus yet, or what stands above the rows has it, the keys go to the first or the last of them.
fn arrive(press: &Keystroke) {
    let is_free = !press.is_taken() && !press.is_chord() && !dom::is_typing() && !dom::is_covered();
    let is_elsewhere = || {
        let target = press.target();
        target.is_some_and(|target| target.matches("body, h1, h2, main, .scroll") == Ok(true))
    };
    if !is_free || !is_elsewhere() {
        return;
    }
    let row = match SHORTCUTS.in_trash.asked(press) {
        Some(InTrash::Next) => ":first-child",
        Some(InTrash::Previous) => ":last-child",
        None => return,
    };
    if dom::focus(&format!("[data-trash]{row} .btn")) {
        press.take();
    }
}

/// Keys go from row to row.
fn walk(press: &Keystroke) {
    let row = press
        .target()
        .and_then(|target| target.closest("[data-trash]").ok().flatten());
    let next = row.and_then(|row| match SHORTCUTS.in_trash.asked(press)? {
        InTrash::Next => row.next_element_sibling(),
        InTrash::Previous => row.previous_element_sibling(),
    });
    if let Some(id) = next.and_then(|next| next.get_attribute("data-trash")) {
        press.take();
        dom::focus(&format!("[data-trash='{id}'] .btn"));
    }
}
