//! One thing of the trash.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::Permission;
use tutti_types::trash::{TrashItem, TrashKind};

use super::list::{self, TrashList};
use crate::dom;
use crate::store::Space;
use crate::text::{task as task_text, trash as t};
use crate::ui::{Button, Icon, Said, Toast, Toasts, Typed, time};

/// What it is, who deleted it and when, and the button that restores it.
#[component]
pub fn Row(item: TrashItem, list: TrashList) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let (kind, board, id) = (item.kind, item.board_id, list::id(&item));
    let (by, at, count) = (item.deleted_by, item.deleted_at, item.count);
    let words = move || {
        let who = by.map(|by| space.name_of(Some(by)));
        let day = time::since(at, time::now());
        let deleted = task_text::deleted(who.as_deref(), Some(&day));
        let home = (kind != TrashKind::Board).then(|| space.board(board));
        let home = home.flatten().map(|board| board.name);
        t::told(&deleted, home.as_deref(), count)
    };
    let called = item.key.clone().unwrap_or_else(|| item.name.clone());
    let label = t::restore(&called);
    let restored = match kind {
        TrashKind::Task => t::restored_task(&item.name),
        _ => t::restored(&item.name),
    };
    let name = item.name.clone();
    let title = match (&item.key, item.task_id) {
        (Some(key), Some(task)) => {
            let to = move || {
                space
                    .workspace
                    .with(|ws| format!("/w/{}/b/{board}/t/{task}", ws.slug))
            };
            view! {
                <span class="key" translate="no">
                    {key.clone()}
                </span>
                <A href=to attr:class="truncate">
                    <Typed text=name/>
                </A>
            }
            .into_any()
        }
        _ => view! {
            <span class="faint">{t::kind(kind)}</span>
            <b class="truncate">
                <Typed text=name/>
            </b>
        }
        .into_any(),
    };
    let row = id.clone();
    let press = Callback::new(move |()| {
        let next = neighbour(list, &row);
        let what = list::entity(&item);
        let op = list.restore(&item);
        let toast = Toast::new(restored.clone()).icon("undo-2");
        // What came back with a column nobody can send away again unasked.
        let toast = match kind {
            TrashKind::Column => toast,
            _ => toast.undo(list.undoer(what, op)),
        };
        toasts.show(toast.stands_while(is_back(space, &item)));
        let next = next.map_or_else(
            || "#trash".to_owned(),
            |next| format!("[data-trash='{next}'] .btn"),
        );
        request_animation_frame(move || {
            dom::focus(&next);
        });
    });
    let permission = match kind {
        // Only those are listed that one may restore.
        TrashKind::Board => Permission::WorkspaceRead,
        TrashKind::Column => Permission::ColumnsManage,
        TrashKind::Task => Permission::TasksDelete,
    };
    let way_back = move || {
        let label = label.clone();
        space.may(permission).then(|| {
            view! {
                <Button class="btn--sm" icon="undo-2" press attr:aria-label=label>
                    {t::RESTORE}
                </Button>
            }
        })
    };
    view! {
        <li class="group-row trash-row" data-trash=id>
            <Icon name=t::icon(kind) class="icon faint"/>
            <div>
                <div class="row">{title}</div>
                <p class="faint text-xs">
                    <Said words/>
                </p>
            </div>
            {way_back}
        </li>
    }
}

/// Whether what was restored is still there; of a column the toast is short. It outlives the page of the workspace.
fn is_back(space: Space, item: &TrashItem) -> impl Fn() -> bool + Send + Sync + use<> {
    let card = item.task_id.and_then(|task| space.card(task));
    let (boards, id, kind) = (space.boards, item.board_id, item.kind);
    move || match (&card, kind) {
        (Some(card), _) => card.with(|card| !card.is_gone),
        (None, TrashKind::Board) => {
            boards.try_with(|boards| boards.iter().any(|board| board.id == id)) != Some(false)
        }
        (None, TrashKind::Column | TrashKind::Task) => true,
    }
}

/// The row to go to when this one goes.
fn neighbour(list: TrashList, id: &str) -> Option<String> {
    list.items.with_untracked(|shown| {
        let at = shown.iter().position(|one| list::id(one) == id)?;
        let next = shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?));
        next.map(list::id)
    })
}
