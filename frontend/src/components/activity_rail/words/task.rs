//! What was changed of a task.

use serde_json::Value;
use tutti_types::activity::{Activity, Change};
use tutti_types::columns::Category;

use super::{
    Sentence, change, dates, differing, label, led, listed, only, people_named, renamed, tasks,
    with, with_value,
};
use crate::components::activity_rail::names::Names;
use crate::text::{say, typed};
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
    let others: Vec<&Change> = others.collect();
    let called = others.iter().filter_map(|change| label(&change.field));
    let called: Vec<&str> = called.collect();
    match others.as_slice() {
        [] if is_moved => tasks(moved(names, entry)),
        // A move within the column changes no field that is told.
        [] => tasks(only("reordered")),
        _ if is_moved => {
            let moved = moved(names, entry);
            let rest = moved.rest.map(|rest| format!("{}, ", rest.as_marked()));
            let and = listed("and changed its ", &called);
            with("moved", say(format!("{}{and}", rest.unwrap_or_default())))
        }
        [one] => alone(names, entry, one),
        _ => led("changed", say(format!("{} of", listed("the ", &called)))),
    }
}

fn alone(names: &impl Names, entry: &Activity, change: &Change) -> Sentence {
    let changes = entry.changes.as_slice();
    match change.field.as_str() {
        "assignee_ids" => assigned(names, entry, change),
        "title" => renamed("renamed", changes, "title").unwrap_or_default(),
        "priority" => tasks(with_value(changes, "priority", "set the priority of")),
        "description" => tasks(match (is_empty(&change.from), is_empty(&change.to)) {
            (true, _) => only("described"),
            (false, true) => only("removed the description of"),
            (false, false) => only("changed the description of"),
        }),
        _ => tasks(dates::sentence(names, changes, change).unwrap_or_else(|| only("changed"))),
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
            Some(board) => with("moved", say(format!("to the board {}", typed(&board)))),
            None => with("moved", "to another board"),
        };
    }
    match (from, to) {
        (Some(from), Some(to)) => Sentence {
            whole: Some(say(format!("from {} to {}", typed(&from), typed(&to)))),
            ..with("moved", say(format!("to {}", typed(&to))))
        },
        (None, Some(to)) => with("moved", say(format!("to {}", typed(&to)))),
        (_, None) => match board() {
            Some(board) => with("moved", say(format!("on {}", typed(&board)))),
            None => only("moved"),
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
        (false, true) if took => only("took"),
        (false, true) => with("assigned", say(format!("to {came}"))),
        (false, false) => with("assigned", say(format!("to {came} instead of {went}"))),
        (true, false) => led("unassigned", say(format!("{went} from"))),
        (true, true) => only("put the people in another order on"),
    })
}
