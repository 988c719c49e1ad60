//! What was changed of a task.

use serde_json::Value;
use tutti_types::activity::{Activity, Change};
use tutti_types::columns::Category;

use super::{
    Sentence, change, dates, differing, label, led, only, people_named, renamed, tasks, with,
    with_value,
};
use crate::components::activity_rail::names::Names;
use crate::text::feed::deeds::{self, Owner};
use crate::text::{Words, feed, typed};
use crate::ui::status_name;

/// The fields that say where a task is.
const PLACE: [&str; 3] = ["board_id", "column_id", "status"];

/// A task's changes: where it went, and what else; of one thing alone what it is now.
pub fn of(names: &impl Names, entry: &Activity) -> Sentence {
    let changes = entry.changes.as_slice();
    let is_place = |change: &&Change| PLACE.contains(&change.field.as_str());
    let is_moved = changes.iter().any(|change| is_place(&change));
    let others = changes
        .iter()
        .filter(|change| !is_place(change) && !dates::is_told(changes, change));
    let (when, others): (Vec<&Change>, Vec<&Change>) =
        others.partition(|change| dates::is_date(&change.field));
    let called = others.iter().filter_map(|change| label(&change.field));
    let called: Vec<&str> = called.collect();
    let mut besides: Vec<Words> = Vec::new();
    let mut when = when.into_iter();
    let first = match others.as_slice() {
        others if is_moved => {
            besides
                .extend((!others.is_empty()).then(|| feed::changed_its(&deeds::listed(&called))));
            tasks(moved(names, entry))
        }
        [] => match when.next() {
            Some(one) => alone(names, entry, one),
            // A move within the column changes no field that is told.
            None => tasks(only(deeds::REORDERED)),
        },
        [one] => alone(names, entry, one),
        _ => led(deeds::CHANGED, deeds::fields_of(&called, Owner::Task)),
    };
    // Of a date it is told which, whatever else was changed.
    besides.extend(when.filter_map(|one| dates::clause(names, changes, one)));
    also(first, &besides)
}

/// The same, and what was done besides.
fn also(first: Sentence, besides: &[Words]) -> Sentence {
    if besides.is_empty() {
        return first;
    }
    let with = |words: Option<Words>| feed::also(words.as_ref(), besides);
    Sentence {
        whole: first.whole.map(|words| with(Some(words))),
        rest: Some(with(first.rest)),
        many: None,
        ..first
    }
}

fn alone(names: &impl Names, entry: &Activity, change: &Change) -> Sentence {
    let changes = entry.changes.as_slice();
    match change.field.as_str() {
        "assignee_ids" => assigned(names, entry, change),
        "title" => renamed(deeds::RENAMED, changes, "title").unwrap_or_default(),
        "priority" => tasks(with_value(changes, "priority", deeds::SET_PRIORITY)),
        "description" => tasks(match (is_empty(&change.from), is_empty(&change.to)) {
            (true, _) => only(deeds::DESCRIBED),
            (false, true) => only(deeds::REMOVED_DESCRIPTION),
            (false, false) => only(deeds::CHANGED_DESCRIPTION),
        }),
        _ => tasks(dates::sentence(names, changes, change).unwrap_or_else(|| only(deeds::CHANGED))),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_none_or(str::is_empty)
}

/// To another column or board. An entry has ids: a column's name is known where its board was loaded; else the status that
/// changed with it tells nearly as much, and without one the board does.
fn moved(names: &impl Names, entry: &Activity) -> Sentence {
    let changes = entry.changes.as_slice();
    let end = |pick: fn(&Change) -> &Value| {
        let column = change(changes, "column_id").and_then(|c| {
            let id = pick(c).as_str()?.parse().ok()?;
            names.column(id)
        });
        column.or_else(|| {
            let status = change(changes, "status").and_then(|c| status(pick(c)));
            status.map(str::to_owned)
        })
    };
    let (from, to) = (end(|c| &c.from), end(|c| &c.to));
    let board = || names.board(entry.board_id()?);
    if change(changes, "board_id").is_some() {
        return match board() {
            Some(board) => with(deeds::MOVED, deeds::to_the_board(&typed(&board))),
            None => with(deeds::MOVED, deeds::TO_ANOTHER_BOARD),
        };
    }
    match (from, to) {
        (Some(from), Some(to)) => Sentence {
            whole: Some(deeds::from_to(&typed(&from), &typed(&to))),
            ..with(deeds::MOVED, deeds::to(&typed(&to)))
        },
        (None, Some(to)) => with(deeds::MOVED, deeds::to(&typed(&to))),
        (_, None) => match board() {
            Some(board) => with(deeds::MOVED, deeds::on_board(&typed(&board))),
            None => only(deeds::MOVED),
        },
    }
}

fn status(value: &Value) -> Option<&'static str> {
    let status: Category = value.as_str()?.parse().ok()?;
    Some(status_name(status))
}

fn assigned(names: &impl Names, entry: &Activity, change: &Change) -> Sentence {
    let (added, removed) = differing(change);
    let took = added.len() == 1 && added.first().copied() == entry.actor.id;
    let (came, went) = (people_named(names, &added), people_named(names, &removed));
    tasks(match (added.is_empty(), removed.is_empty()) {
        (false, true) if took => only(deeds::TOOK),
        (false, true) => with(deeds::ASSIGNED, deeds::to(&came)),
        (false, false) => with(deeds::ASSIGNED, deeds::to_instead_of(&came, &went)),
        (true, false) => led(deeds::UNASSIGNED, deeds::from(&went)),
        (true, true) => only(deeds::REORDERED_ASSIGNEES),
    })
}
