//! The trash: boards, columns and tasks that were deleted, the last first, with the way back.

mod list;
mod row;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use tutti_types::BoardId;

use self::list::{Reach, TrashList, id};
use self::row::Row;
use super::settings::SettingsFrame;
use crate::dom;
use crate::keys::{self, Keystroke};
use crate::store::Space;
use crate::text::trash as t;
use crate::ui::{Art, Button, Empty, Kind, List, Loading, SkeletonRows, Toasts};

/// The page `/w/:slug/trash`, of one board with `?board=`.
#[component]
pub fn Trash() -> impl IntoView {
    let query = use_query_map();
    let board = Memo::new(move |_| {
        let id = query.with(|query| query.get("board"))?;
        id.parse::<BoardId>().ok()
    });
    let list = TrashList::new(board);
    let toasts = Toasts::here();
    let again = Callback::new(move |()| list.load_anew());
    let is_empty = Memo::new(move |_| list.shown.with(Vec::is_empty));
    let body = move || {
        if is_empty.get() {
            return match list.reach.get() {
                Reach::Asking => view! {
                    <Loading retry=again>
                        <SkeletonRows rows=3/>
                    </Loading>
                }
                .into_any(),
                Reach::Failed(why) => view! {
                    <div class="group">
                        <Empty art=Art::Pulse title=t::FAILED text=why>
                            <Button icon="rotate-cw" press=again>
                                {t::TRY_AGAIN}
                            </Button>
                        </Empty>
                    </div>
                }
                .into_any(),
                Reach::More | Reach::All => view! {
                    <div class="group">
                        <Empty title=t::EMPTY text=t::EMPTY_TEXT/>
                    </div>
                }
                .into_any(),
            };
        }
        view! {
            <ul class="group" aria-label=t::LIST on:keydown=keys::pressed(walk)>
                <List each=move || list.shown.get() key=|item| (id(item), item.deleted_at) let:item>
                    <Row item=item.get_untracked() list/>
                </List>
            </ul>
        }
        .into_any()
    };
    let older = move || {
        (list.reach.get() == Reach::More).then(|| {
            view! {
                <Button
                    kind=Kind::Quiet
                    class="btn--block"
                    busy=list.busy
                    press=move |()| list.load_more(toasts)
                >
                    {t::SHOW_OLDER}
                </Button>
            }
        })
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
                {body}
                {older}
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

/// Arrows go from row to row.
fn walk(press: &Keystroke) {
    let row = press
        .target()
        .and_then(|target| target.closest("[data-trash]").ok().flatten());
    let next = row.and_then(|row| match press.key() {
        "ArrowDown" | "j" => row.next_element_sibling(),
        "ArrowUp" | "k" => row.previous_element_sibling(),
        _ => None,
    });
    if let Some(id) = next.and_then(|next| next.get_attribute("data-trash")) {
        press.take();
        dom::focus(&format!("[data-trash='{id}'] .btn"));
    }
}
