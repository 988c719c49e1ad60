//! What is told of cards when they are not where one expects them: one's own change that the filter hides, and somebody else's
//! change of the card in one's hand.

use leptos::prelude::*;
use rustc_hash::FxHashSet;
use tutti_types::{ColumnId, TaskId};

use super::BoardCx;
use crate::dom;
use crate::effect::effect;
use crate::text::board as text;
use crate::ui::{Toast, Toasts};

/// Tells as long as the board is shown.
pub fn tell(cx: BoardCx, toasts: Toasts) {
    tell_hidden(cx, toasts);
    tell_in_hand(cx, toasts);
}

/// What a person changes may not pass the filter any more. It goes, with a word and a way to see it.
fn tell_hidden(cx: BoardCx, toasts: Toasts) {
    // What it offers can be done only while the board is there.
    let shown = ArcStoredValue::new(Vec::new());
    on_cleanup({
        let shown = shown.clone();
        move || {
            for id in shown.get_value() {
                toasts.dismiss(id);
            }
        }
    });
    let told = StoredValue::new(FxHashSet::<TaskId>::default());
    effect(move || {
        cx.view.filter.track();
        told.update_value(FxHashSet::clear);
    });
    effect(move || {
        let mut acted = cx.space.acted.get();
        cx.space.acted.update_untracked(Vec::clear);
        acted.retain(|task| is_hidden(cx, *task) && !told.with_value(|told| told.contains(task)));
        let Some(first) = acted.first().copied() else {
            return;
        };
        told.update_value(|told| told.extend(&acted));
        let what = match acted.as_slice() {
            [task] => {
                let title = cx.space.read(|s| s.task(*task).map(|t| t.title.clone()));
                text::filtered_out_task(&title.flatten().unwrap_or_default())
            }
            several => text::filtered_out_tasks(several.len()),
        };
        let show = move || {
            cx.clear_filter();
            cx.active.try_set(Some(first));
            cx.reveal.try_set(Some(first));
        };
        let toast = Toast::new(what)
            .icon("list-filter")
            .action(text::SHOW, show)
            .stands_while(move || acted.iter().any(|task| is_left_out(cx, *task)));
        shown.update_value(|shown| shown.push(toasts.put(toast)));
    });
}

/// Whether a task of this board does not pass the filter.
fn is_hidden(cx: BoardCx, task: TaskId) -> bool {
    untrack(|| is_left_out(cx, task))
}

/// The same, tracked.
fn is_left_out(cx: BoardCx, task: TaskId) -> bool {
    let card = cx.space.card(task);
    let is_here =
        card.is_some_and(|card| card.with(|card| !card.is_gone && card.task.board_id == cx.id));
    is_here && cx.is_filtered() && !cx.passes(task)
}

/// Where the card in the hand stands, as far as others see it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Held {
    task: TaskId,
    /// None where somebody deleted it.
    column: Option<ColumnId>,
}

/// Somebody else moves or deletes the card that one holds: one's own drop counts, but not without knowing.
fn tell_in_hand(cx: BoardCx, toasts: Toasts) {
    let held = Memo::new(move |_| {
        let keyed = cx.keyed.get().map(|keyed| keyed.task);
        let task = cx.in_hand.get().or(keyed)?;
        let card = cx.space.card(task)?;
        let column = card.with(|card| (!card.is_gone).then_some(card.task.column_id));
        Some(Held { task, column })
    });
    Effect::watch(
        move || held.get(),
        move |now, before, _| {
            let (Some(now), Some(Some(before))) = (now, before) else {
                return;
            };
            if now.task != before.task || now.column == before.column {
                return;
            }
            let Some(card) = cx.space.card(now.task) else {
                return;
            };
            let (title, who) = card.with_untracked(|card| {
                let who = card.remote.as_ref().map(|remote| remote.name.clone());
                (card.task.title.clone(), who)
            });
            let who = who.unwrap_or_else(|| crate::text::SOMEONE.to_owned());
            let (what, rest) = match now.column {
                Some(column) => {
                    let to = cx.column_name(column);
                    (text::moved_by(&who, &title, &to), text::YOUR_DROP_COUNTS)
                }
                None => (text::deleted_by(&who, &title), text::NOTHING_TO_DROP),
            };
            dom::announce(&format!("{}. {rest}", what.plain()));
            toasts.show(Toast::new(what).text(rest));
        },
        false,
    );
}
