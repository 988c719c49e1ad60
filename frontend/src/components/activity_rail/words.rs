//! What happened, in words.

use serde_json::Value;
use tutti_types::UserId;
use tutti_types::activity::{Activity, Change};
use tutti_types::columns::Category;
use tutti_types::events::EventKind;

use crate::store::Space;
use crate::ui::status_name;

/// A sentence around the subject: *moved* Week view *to In progress*.
pub struct Sentence {
    /// What was done.
    pub verb: &'static str,
    /// What stands behind the subject.
    pub rest: Option<String>,
}

const fn only(verb: &'static str) -> Sentence {
    Sentence { verb, rest: None }
}

/// The sentence of an entry.
pub fn of(space: Space, entry: &Activity) -> Sentence {
    match entry.kind {
        EventKind::TaskCreated => only("created"),
        EventKind::TaskDeleted | EventKind::TaskGone => only("deleted"),
        EventKind::TaskRestored => only("restored"),
        EventKind::TaskMoved | EventKind::TaskUpdated => of_task(space, &entry.changes),
        EventKind::BoardCreated => only("created the board"),
        EventKind::BoardUpdated => renamed(&entry.changes, "changed the board"),
        EventKind::BoardDeleted | EventKind::BoardGone => only("deleted the board"),
        EventKind::ColumnCreated => only("added the column"),
        EventKind::ColumnUpdated | EventKind::ColumnReordered => {
            renamed(&entry.changes, "changed the column")
        }
        EventKind::ColumnDeleted => only("deleted the column"),
        EventKind::MemberJoined => only("joined as"),
        EventKind::MemberUpdated => with_value(&entry.changes, "role", "changed the role of"),
        EventKind::MemberRemoved => only("removed"),
        EventKind::InvitationCreated => only("invited"),
        EventKind::InvitationRevoked => only("took back the invitation of"),
        EventKind::InvitationAccepted => only("accepted the invitation of"),
        EventKind::WorkspaceUpdated => renamed(&entry.changes, "changed the workspace"),
        EventKind::WorkspaceDeleted => only("deleted the workspace"),
        EventKind::ActivityLogged => only("changed"),
    }
}

fn change<'a>(changes: &'a [Change], field: &str) -> Option<&'a Change> {
    changes.iter().find(|change| change.field == field)
}

fn renamed(changes: &[Change], verb: &'static str) -> Sentence {
    let from = change(changes, "name").and_then(|c| c.from.as_str());
    match from {
        Some(from) => Sentence {
            verb: "renamed",
            rest: Some(format!("from {from}")),
        },
        None => only(verb),
    }
}

fn with_value(changes: &[Change], field: &str, verb: &'static str) -> Sentence {
    let to = change(changes, field).and_then(|c| c.to.as_str());
    Sentence {
        verb,
        rest: to.map(|to| format!("to {to}")),
    }
}

/// A task's changes: the most telling of them.
pub fn of_task(space: Space, changes: &[Change]) -> Sentence {
    if let Some(column) = change(changes, "column_id") {
        return Sentence {
            verb: "moved",
            rest: place(space, &column.to).map(|name| format!("to {name}")),
        };
    }
    if let Some(status) =
        change(changes, "status").and_then(|c| c.to.as_str()?.parse::<Category>().ok())
    {
        return Sentence {
            verb: "moved",
            rest: Some(format!("to {}", status_name(status))),
        };
    }
    if let Some(people) = change(changes, "assignee_ids") {
        return assigned(space, people);
    }
    if change(changes, "title").is_some() {
        return only("renamed");
    }
    if change(changes, "priority").is_some() {
        return with_value(changes, "priority", "set the priority of");
    }
    if change(changes, "description").is_some() {
        return only("described");
    }
    if change(changes, "board_id").is_some() {
        return only("moved to another board:");
    }
    if change(changes, "position").is_some() {
        return only("reordered");
    }
    only("changed")
}

/// A column's name, from its id.
fn place(space: Space, value: &Value) -> Option<String> {
    let text = value.as_str()?;
    match text.parse() {
        Ok(id) => space
            .read(|s| s.column(id).map(|c| c.name.clone()))
            .flatten(),
        Err(_) => Some(text.to_owned()),
    }
}

fn people(value: &Value) -> Vec<UserId> {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect()
}

fn assigned(space: Space, change: &Change) -> Sentence {
    let (before, now) = (people(&change.from), people(&change.to));
    let names = |ids: Vec<UserId>| {
        let names: Vec<String> = ids
            .into_iter()
            .map(|id| leptos::prelude::untrack(|| space.name_of(Some(id))))
            .collect();
        names.join(", ")
    };
    let added: Vec<UserId> = now
        .iter()
        .copied()
        .filter(|id| !before.contains(id))
        .collect();
    let removed: Vec<UserId> = before.into_iter().filter(|id| !now.contains(id)).collect();
    if !added.is_empty() {
        Sentence {
            verb: "assigned",
            rest: Some(format!("to {}", names(added))),
        }
    } else if !removed.is_empty() {
        Sentence {
            verb: "took",
            rest: Some(format!("from {}", names(removed))),
        }
    } else {
        only("reassigned")
    }
}
