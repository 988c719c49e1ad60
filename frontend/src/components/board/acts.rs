//! What a board does for a key and for a menu alike.

use leptos::prelude::*;
use tutti_state::boards::{self, TaskDelete};
use tutti_state::{Entity, Intent, people};
use tutti_types::TaskId;

use super::BoardCx;
use crate::dom;
use crate::store::CardState;
use crate::text::{board as text, feed, quoted, typed};
use crate::ui::{Toast, Toasts};

/// Puts tasks in the trash, with a way back.
pub fn delete(cx: BoardCx, toasts: Toasts, tasks: &[TaskId]) {
    let Some(task) = tasks.first().copied() else {
        return;
    };
    let title = match tasks {
        [task] => text::deleted_task(&title_of(cx, *task)),
        several => text::deleted_tasks(several.len()),
    };
    // They are known only as long as they are there.
    let cards: Vec<_> = tasks
        .iter()
        .filter_map(|task| cx.space.card(*task))
        .collect();
    let next = neighbour(cx, tasks);
    let column = cx.find(task).map(|(column, _)| column);
    let gone = tasks
        .iter()
        .map(|task| Intent::from(TaskDelete { task: *task }));
    let Some(op) = cx.space.act_all(gone.collect()) else {
        return;
    };
    let undo = cx.space.undoer(op);
    let toast = Toast::new(title).icon("trash-2").undo(move || {
        let undoing = undo();
        go_to(cx, task);
        undoing
    });
    let is_gone = move |card: &ArcRwSignal<CardState>| card.with(|card| card.is_gone);
    toasts.show(toast.stands_while(move || cards.iter().any(is_gone)));
    match (next, column) {
        (Some(next), _) => go_to(cx, next),
        // The column is empty now; its button is what is left to stand on.
        (None, Some(column)) => {
            let add = format!("[data-column='{column}'] .column-add");
            request_animation_frame(move || {
                if !dom::focus(&add) {
                    dom::focus("#main");
                }
            });
        }
        (None, None) => {
            dom::focus("#main");
        }
    }
}

/// Takes the last thing back, which no toast tells of, and says so; the focus goes with the card it was done to.
pub fn undo(cx: BoardCx, toasts: Toasts) -> bool {
    let undone = cx.space.undo();
    let in_panel = document().query_selector(".panel:focus-within");
    let Some(first) = undone.first() else {
        return false;
    };
    if let (Entity::Boards(boards::Entity::Task(task)), Ok(None)) = (first.entity, in_panel) {
        go_to(cx, task);
    }
    let name = first.name.as_deref();
    let what = match (undone.len(), first.entity) {
        (1, Entity::Boards(entity)) => match entity {
            boards::Entity::Task(_) => name.map_or_else(|| text::tasks(1), quoted),
            boards::Entity::Column(_) => name.map_or_else(|| text::A_COLUMN.to_owned(), typed),
            boards::Entity::Board(_) => name.map_or_else(|| text::A_BOARD.to_owned(), typed),
        },
        (1, Entity::People(people::Entity::Member(_))) => {
            name.map_or_else(|| text::A_MEMBER.to_owned(), typed)
        }
        (several, _) => text::tasks(several),
    };
    toasts.show(Toast::undone(feed::undone_of(&what, first.deed)));
    true
}

fn title_of(cx: BoardCx, task: TaskId) -> String {
    let title = cx
        .space
        .read(|s| s.task(task).map(|task| task.title.clone()));
    title.flatten().unwrap_or_default()
}

/// The card gets the focus, wherever it is on the board. A toast may ask for it when the board is left.
fn go_to(cx: BoardCx, task: TaskId) {
    cx.active.try_set(Some(task));
    cx.reveal.try_set(Some(task));
}

/// The card to go to when these go: the next one that stays in the column of the first, or else the last before it.
fn neighbour(cx: BoardCx, tasks: &[TaskId]) -> Option<TaskId> {
    let (column, at) = cx.find(*tasks.first()?)?;
    let ids = untrack(|| cx.visible(column));
    let (before, behind) = ids.split_at_checked(at)?;
    let stays = |id: &&TaskId| !tasks.contains(id);
    let next = behind.iter().find(stays);
    next.or_else(|| before.iter().rfind(stays)).copied()
}
