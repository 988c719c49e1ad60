//! Moving a card by keys: Space lifts it, arrows carry it, Space drops it, Escape brings it back. Nobody else sees it until
//! it is dropped.

use leptos::prelude::*;
use tutti_types::TaskId;

use super::cx::Keyed;
use super::{BoardCx, place};
use crate::dom;
use crate::keys::Way;
use crate::text::board as text;

/// Lifts a card.
pub fn lift(cx: BoardCx, task: TaskId) {
    let Some((column, at)) = cx.find(task) else {
        return;
    };
    cx.keyed.set(Some(Keyed {
        task,
        column,
        at,
        from: column,
        from_at: at,
    }));
    let key = cx.space.read(|s| s.task(task).map(|t| t.key.clone()));
    let key = key.flatten().unwrap_or_default();
    let with = cx.meant_by(task).len() - 1;
    dom::announce(&text::lifted(&key, with, &cx.place_in_words(column, at)));
    cx.reveal.set(Some(task));
}

/// Carries the lifted card.
pub fn carry(cx: BoardCx, way: Way) {
    let Some(mut keyed) = cx.keyed.get_untracked() else {
        return;
    };
    let last = |column| {
        untrack(|| cx.visible(column))
            .iter()
            .filter(|id| **id != keyed.task)
            .count()
    };
    match way {
        Way::Up => keyed.at = keyed.at.saturating_sub(1),
        Way::Down => keyed.at = (keyed.at + 1).min(last(keyed.column)),
        Way::Home => keyed.at = 0,
        Way::End => keyed.at = last(keyed.column),
        Way::Left | Way::Right => {
            let columns = cx.column_ids();
            let Some(at) = columns.iter().position(|c| *c == keyed.column) else {
                return;
            };
            let next = if way == Way::Left {
                at.checked_sub(1)
            } else {
                Some(at + 1)
            };
            let Some(column) = next.and_then(|at| columns.get(at)).copied() else {
                return;
            };
            keyed.column = column;
            keyed.at = keyed.at.min(last(column));
        }
    }
    cx.keyed.set(Some(keyed));
    dom::announce(&format!("{}.", cx.place_in_words(keyed.column, keyed.at)));
    cx.reveal.set(Some(keyed.task));
}

/// Drops it where it is.
pub fn drop_it(cx: BoardCx) {
    let Some(keyed) = cx.keyed.get_untracked() else {
        return;
    };
    let ids = untrack(|| cx.visible(keyed.column));
    let place = cx.place_in_words(keyed.column, keyed.at);
    cx.keyed.set(None);
    if cx.find(keyed.task).is_none() {
        // Somebody deleted it, or took it off the board, while it was in the air.
        dom::announce(text::CARD_GONE);
        return cx.go_beside(keyed.from, keyed.from_at);
    }
    dom::announce(&text::dropped(&place));
    if (keyed.column, keyed.at) != (keyed.from, keyed.from_at) {
        let tasks = cx.meant_by(keyed.task);
        let at = ids.iter().position(|id| *id == keyed.task);
        let before = ids.iter().take(at.unwrap_or(keyed.at));
        let at = before.filter(|id| !tasks.contains(id)).count();
        let standing = untrack(|| cx.visible(keyed.column));
        place::put(cx.space, &tasks, keyed.column, &standing, at);
    }
    cx.reveal.set(Some(keyed.task));
}

/// Brings it back.
pub fn cancel(cx: BoardCx) {
    let Some(keyed) = cx.keyed.get_untracked() else {
        return;
    };
    cx.keyed.set(None);
    let place = cx.place_in_words(keyed.from, keyed.from_at);
    dom::announce(&text::cancelled(&place));
    cx.reveal.set(Some(keyed.task));
}
