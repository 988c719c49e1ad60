//! What was changed of a task.

use serde_json::Value;
use tutti_types::activity::{Activity, Change};
use tutti_types::columns::Category;

use super::{Sentence, change, differing, led, names, only, renamed, tasks, with, with_value};
use crate::store::Space;
use crate::ui::status_name;

/// A task's changes: the most telling of them.
pub fn of(space: Space, entry: &Activity) -> Sentence {
    let changes = entry.changes.as_slice();
    if change(changes, "board_id").is_some() || change(changes, "column_id").is_some() {
        return tasks(moved(space, entry));
    }
    if let Some(status) = change(changes, "status").and_then(|c| status(&c.to)) {
        return tasks(with("moved", format!("to {status}")));
    }
    if let Some(people) = change(changes, "assignee_ids") {
        return assigned(space, entry, people);
    }
    if let Some(sentence) = renamed("renamed", changes, "title") {
        return sentence;
    }
    if change(changes, "priority").is_some() {
        return tasks(with_value(changes, "priority", "set the priority of"));
    }
    if change(changes, "description").is_some() {
        return tasks(only("described"));
    }
    // A move within the column changes no field that is told.
    tasks(only("reordered"))
}

/// To another column or board. An entry has ids: a column's name is known where its board was loaded; else the status that
/// changed with it tells nearly as much, and without one the board does.
fn moved(space: Space, entry: &Activity) -> Sentence {
    let changes = entry.changes.as_slice();
    let end = |pick: fn(&Change) -> &Value| {
        let column = change(changes, "column_id").and_then(|c| column(space, pick(c)));
        column.or_else(|| {
            let status = change(changes, "status").and_then(|c| status(pick(c)));
            status.map(str::to_owned)
        })
    };
    let (from, to) = (end(|c| &c.from), end(|c| &c.to));
    let board = || {
        let board = entry.board_id?;
        space.read(|s| s.board(board).map(|b| b.name.clone()))?
    };
    if change(changes, "board_id").is_some() {
        return match board() {
            Some(board) => with("moved", format!("to the board {board}")),
            None => with("moved", "to another board"),
        };
    }
    match (from, to) {
        (Some(from), Some(to)) => Sentence {
            whole: Some(format!("from {from} to {to}")),
            ..with("moved", format!("to {to}"))
        },
        (None, Some(to)) => with("moved", format!("to {to}")),
        (_, None) => match board() {
            Some(board) => with("moved", format!("on {board}")),
            None => only("moved"),
        },
    }
}

fn status(value: &Value) -> Option<&'static str> {
    let status: Category = value.as_str()?.parse().ok()?;
    Some(status_name(status))
}

/// A column's name, from its id.
fn column(space: Space, value: &Value) -> Option<String> {
    let id = value.as_str()?.parse().ok()?;
    space
        .read(|s| s.column(id).map(|c| c.name.clone()))
        .flatten()
}

fn assigned(space: Space, entry: &Activity, change: &Change) -> Sentence {
    let (added, removed) = differing(change);
    let took = added.len() == 1 && added.first().copied() == entry.actor_id;
    tasks(match (added.is_empty(), removed.is_empty()) {
        (false, true) if took => only("took"),
        (false, true) => with("assigned", format!("to {}", names(space, &added))),
        (false, false) => with(
            "assigned",
            format!(
                "to {} instead of {}",
                names(space, &added),
                names(space, &removed)
            ),
        ),
        (true, false) => led("unassigned", format!("{} from", names(space, &removed))),
        (true, true) => only("reassigned"),
    })
}
