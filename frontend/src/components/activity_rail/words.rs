//! What happened, in words.

mod task;

use serde_json::Value;
use tutti_types::UserId;
use tutti_types::activity::{Activity, Change};
use tutti_types::events::EventKind;

use crate::store::Space;

/// The name of the board that comes with a new workspace; whoever gives it another one names it rather than renames it.
const UNNAMED_BOARD: &str = "Board";

/// A sentence around the subject: *moved* Week view *to In progress*.
#[derive(Default, PartialEq, Eq)]
pub struct Sentence {
    /// What was done.
    pub verb: &'static str,
    /// What stands between the verb and the subject: *renamed* Old name → *New name*.
    pub lead: Option<String>,
    /// What stands behind the subject.
    pub rest: Option<String>,
    /// What stands behind it in the subject's own history, where that says more: *from To do to In progress*.
    pub whole: Option<String>,
    /// Whether the verb says it all: *joined*.
    pub alone: bool,
    /// What several of them are called, where a row of them is told as one: *created 3 tasks*.
    pub many: Option<&'static str>,
}

const fn only(verb: &'static str) -> Sentence {
    Sentence {
        verb,
        lead: None,
        rest: None,
        whole: None,
        alone: false,
        many: None,
    }
}

fn alone(verb: &'static str) -> Sentence {
    Sentence {
        alone: true,
        ..only(verb)
    }
}

fn with(verb: &'static str, rest: impl Into<String>) -> Sentence {
    Sentence {
        rest: Some(rest.into()),
        ..only(verb)
    }
}

fn led(verb: &'static str, lead: impl Into<String>) -> Sentence {
    Sentence {
        lead: Some(lead.into()),
        ..only(verb)
    }
}

/// The sentence of an entry.
pub fn of(space: Space, entry: &Activity) -> Sentence {
    let changes = entry.changes.as_slice();
    match entry.kind {
        EventKind::TaskCreated => tasks(only("created")),
        EventKind::TaskDeleted | EventKind::TaskGone => tasks(only("deleted")),
        EventKind::TaskRestored => tasks(only("restored")),
        EventKind::TaskMoved | EventKind::TaskUpdated => task::of(space, entry),
        EventKind::BoardCreated => only("created the board"),
        EventKind::BoardUpdated => of_board(space, changes),
        EventKind::BoardDeleted | EventKind::BoardGone => only("deleted the board"),
        EventKind::ColumnCreated => only("added the column"),
        EventKind::ColumnUpdated | EventKind::ColumnReordered => of_column(changes),
        EventKind::ColumnDeleted => only("deleted the column"),
        EventKind::MemberJoined => alone("joined"),
        EventKind::MemberUpdated => of_member(changes),
        EventKind::MemberRemoved if space.name_of(entry.actor_id) == entry.subject => alone("left"),
        EventKind::MemberRemoved => only("removed"),
        EventKind::InvitationCreated => Sentence {
            many: Some("people"),
            ..only("invited")
        },
        EventKind::InvitationRevoked => only("took back the invitation of"),
        EventKind::InvitationAccepted if entry.subject.is_empty() => {
            alone("accepted an invitation")
        }
        EventKind::InvitationAccepted => only("accepted the invitation of"),
        // A workspace begins with a change of nothing.
        EventKind::WorkspaceUpdated if changes.is_empty() => only("created the workspace"),
        EventKind::WorkspaceUpdated => renamed("renamed the workspace", changes, "name")
            .unwrap_or_else(|| with_value(changes, "slug", "changed the address of")),
        EventKind::WorkspaceDeleted => only("deleted the workspace"),
        EventKind::ActivityLogged => only("changed"),
    }
}

fn tasks(sentence: Sentence) -> Sentence {
    Sentence {
        many: Some("tasks"),
        ..sentence
    }
}

fn of_board(space: Space, changes: &[Change]) -> Sentence {
    if let Some(change) = change(changes, "name") {
        return match change.from.as_str() {
            Some(UNNAMED_BOARD) => only("named the board"),
            _ => renamed("renamed the board", changes, "name").unwrap_or_default(),
        };
    }
    if let Some(change) = change(changes, "member_ids") {
        let (added, removed) = differing(change);
        if !added.is_empty() {
            return led("added", format!("{} to the board", names(space, &added)));
        }
        if !removed.is_empty() {
            return led("took", format!("{} off the board", names(space, &removed)));
        }
    }
    if let Some(to) = change(changes, "visibility").and_then(|c| c.to.as_str()) {
        return with("made the board", to);
    }
    if change(changes, "color").is_some() {
        return only("changed the colour of the board");
    }
    only("changed the board")
}

fn of_column(changes: &[Change]) -> Sentence {
    if let Some(sentence) = renamed("renamed the column", changes, "name") {
        return sentence;
    }
    if let Some(change) = change(changes, "wip_limit") {
        return match change.to.as_i64() {
            Some(limit) => with("limited the column", format!("to {limit} tasks")),
            None => only("lifted the limit of the column"),
        };
    }
    if let Some(to) = change(changes, "category").and_then(|c| c.to.as_str()?.parse().ok()) {
        let status = crate::ui::status_name(to);
        return with("made the column", format!("mean {status}"));
    }
    if change(changes, "color").is_some() {
        return only("changed the colour of the column");
    }
    if change(changes, "position").is_some() {
        return only("moved the column");
    }
    only("changed the column")
}

fn of_member(changes: &[Change]) -> Sentence {
    if let Some(change) = change(changes, "suspended") {
        return match change.to.as_bool() {
            Some(true) => only("suspended"),
            _ => with("let", "back in"),
        };
    }
    if let Some(from) = change(changes, "name").and_then(|c| c.from.as_str()) {
        return led("changed their name:", format!("{from} →"));
    }
    with_value(changes, "role", "changed the role of")
}

fn change<'a>(changes: &'a [Change], field: &str) -> Option<&'a Change> {
    changes.iter().find(|change| change.field == field)
}

/// Old name → new name, which is the subject.
fn renamed(verb: &'static str, changes: &[Change], field: &str) -> Option<Sentence> {
    let change = change(changes, field)?;
    let from = change.from.as_str()?;
    Some(Sentence {
        whole: change.to.as_str().map(|to| format!("{from} → {to}")),
        ..led(verb, format!("{from} →"))
    })
}

fn with_value(changes: &[Change], field: &str, verb: &'static str) -> Sentence {
    let change = change(changes, field);
    let to = change.and_then(|c| c.to.as_str());
    let from = change.and_then(|c| c.from.as_str());
    Sentence {
        whole: from
            .zip(to)
            .map(|(from, to)| format!("from {from} to {to}")),
        rest: to.map(|to| format!("to {to}")),
        ..only(verb)
    }
}

fn people(value: &Value) -> Vec<UserId> {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect()
}

/// Who came and who went.
fn differing(change: &Change) -> (Vec<UserId>, Vec<UserId>) {
    let (before, now) = (people(&change.from), people(&change.to));
    let added = now.iter().filter(|id| !before.contains(id)).copied();
    let removed = before.iter().filter(|id| !now.contains(id)).copied();
    (added.collect(), removed.collect())
}

fn names(space: Space, ids: &[UserId]) -> String {
    let name = |id: &UserId| leptos::prelude::untrack(|| space.name_of(Some(*id)));
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}
