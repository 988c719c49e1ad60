//! One task of the trash.

use leptos::prelude::*;
use leptos_router::components::A;
use tutti_types::tasks::Task;
use tutti_types::{Permission, TaskId};

use super::list::TrashList;
use crate::dom;
use crate::store::Space;
use crate::text::{task as task_text, trash as t};
use crate::ui::{Button, Toast, Toasts, time};

/// What it is, who deleted it and when, and the button that restores it.
#[component]
pub fn Row(task: Task, list: TrashList) -> impl IntoView {
    let space = Space::here();
    let toasts = Toasts::here();
    let (id, board) = (task.id, task.board_id);
    let (by, at) = (task.deleted_by, task.deleted_at);
    let to = move || {
        space
            .workspace
            .with(|ws| format!("/w/{}/b/{board}/t/{id}", ws.slug))
    };
    let words = move || {
        let who = by.map(|by| space.name_of(Some(by)));
        let day = at.map(|at| time::since(at, time::now()));
        let deleted = task_text::deleted(who.as_deref(), day.as_deref());
        match space.board(board) {
            Some(board) => format!("{deleted} · {}", board.name),
            None => deleted,
        }
    };
    let (key, title) = (task.key.clone(), task.title.clone());
    let press = Callback::new(move |()| {
        let next = neighbour(list, id);
        let op = list.restore(&task);
        toasts.show(
            Toast::new(t::restored(&task.key))
                .icon("undo-2")
                .undo(move || list.put_back(id, &op)),
        );
        let next = next.map_or_else(
            || "#trash".to_owned(),
            |next| format!("[data-trash='{next}'] .btn"),
        );
        request_animation_frame(move || {
            dom::focus(&next);
        });
    });
    let label = t::restore(&key);
    let way_back = move || {
        let label = label.clone();
        space.may(Permission::TasksDelete).then(|| {
            view! {
                <Button class="btn--sm" icon="undo-2" press attr:aria-label=label>
                    {t::RESTORE}
                </Button>
            }
        })
    };
    view! {
        <li class="group-row trash-row" data-trash=id.to_string()>
            <div>
                <div class="row">
                    <span class="key">{key}</span>
                    <A href=to attr:class="truncate">
                        {title}
                    </A>
                </div>
                <p class="faint text-xs">{words}</p>
            </div>
            {way_back}
        </li>
    }
}

/// The row to go to when this one goes.
fn neighbour(list: TrashList, task: TaskId) -> Option<TaskId> {
    list.shown.with_untracked(|shown| {
        let at = shown.iter().position(|one| one.id == task)?;
        let next = shown.get(at + 1).or_else(|| shown.get(at.checked_sub(1)?));
        next.map(|task| task.id)
    })
}
