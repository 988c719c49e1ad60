//! What happened, in words.

mod dates;
mod field;
mod task;
#[cfg(test)]
mod tests;

use serde_json::Value;
use tutti_types::UserId;
use tutti_types::activity::{Activity, Change};
use tutti_types::events::EventKind;
use tutti_types::trash::TRASH_DAYS;

use super::fold::Line;
use super::names::Names;
use crate::text::{Words, say, typed};
pub use dates::tells_of_dates;
pub use field::{Field, label, said};

/// The name of the board that comes with a new workspace; whoever gives it another one names it rather than renames it.
const UNNAMED_BOARD: &str = "Board";

/// A sentence around the subject: *moved* Week view *to In progress*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What was done.
    pub verb: &'static str,
    /// What stands between the verb and the subject: *renamed* Old name → *New name*.
    pub lead: Option<Words>,
    /// What stands behind the subject.
    pub rest: Option<Words>,
    /// What stands behind it in the subject's own history, where that says more: *from To do to In progress*.
    pub whole: Option<Words>,
    /// Whether the verb says it all: *joined*.
    pub alone: bool,
    /// What several of them are called, where a row of them is told as one: *created 3 tasks*.
    pub many: Option<&'static str>,
}

impl Sentence {
    /// What stands before the subject.
    pub fn begin(&self) -> Words {
        match &self.lead {
            Some(lead) => say(format!("{} {}", self.verb, lead.as_marked())),
            None => self.verb.into(),
        }
    }

    /// The whole, in the history of the subject, which is *it*.
    pub fn of_it(&self) -> Words {
        let behind = self.whole.as_ref().or(self.rest.as_ref());
        let behind = behind.map(|words| format!(" {}", words.as_marked()));
        let begin = match self.whole {
            Some(_) => self.verb.into(),
            None => self.begin(),
        };
        let behind = behind.unwrap_or_default();
        let begin = begin.as_marked();
        // *set the priority of* Week view, but *set its priority*.
        let owned = begin
            .strip_suffix(" of")
            .and_then(|b| b.split_once(" the "));
        say(match owned {
            Some((verb, owned)) => format!("{verb} its {owned}{behind}"),
            None => format!("{begin} it{behind}"),
        })
    }
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

fn with(verb: &'static str, rest: impl Into<Words>) -> Sentence {
    Sentence {
        rest: Some(rest.into()),
        ..only(verb)
    }
}

fn led(verb: &'static str, lead: impl Into<Words>) -> Sentence {
    Sentence {
        lead: Some(lead.into()),
        ..only(verb)
    }
}

/// The sentence of a line.
pub fn of(names: &impl Names, line: &Line) -> Sentence {
    let entry = &line.entry;
    let changes = entry.changes.as_slice();
    match entry.kind {
        EventKind::TaskCreated => tasks(only("created")),
        EventKind::TaskDeleted => tasks(only("deleted")),
        EventKind::TaskRestored => tasks(only("restored")),
        EventKind::TaskMoved | EventKind::TaskUpdated => task::of(names, entry),
        EventKind::BoardCreated if is_restored(changes) => only("restored the board"),
        EventKind::BoardCreated => only("created the board"),
        EventKind::BoardUpdated => of_board(names, changes),
        EventKind::BoardDeleted => only("deleted the board"),
        EventKind::BoardPurged => with(
            "emptied the trash of the board",
            say(format!("after {TRASH_DAYS} days")),
        ),
        EventKind::ColumnCreated if is_restored(changes) => only("restored the column"),
        EventKind::ColumnCreated => only("added the column"),
        EventKind::ColumnUpdated => of_column(changes),
        EventKind::ColumnDeleted => only("deleted the column"),
        EventKind::MemberJoined => alone("joined"),
        EventKind::MemberUpdated => of_member(changes),
        EventKind::MemberRemoved if has_left(entry) => alone("left"),
        EventKind::MemberRemoved => only("removed"),
        EventKind::InvitationCreated if change(changes, "expires_at").is_some() => {
            only("sent a new link to")
        }
        EventKind::InvitationCreated => Sentence {
            many: Some("people"),
            ..only("invited")
        },
        EventKind::InvitationRevoked => only("took back the invitation of"),
        EventKind::InvitationAccepted if entry.subject.name.is_empty() => {
            alone("accepted an invitation")
        }
        EventKind::InvitationAccepted => only("accepted the invitation of"),
        // A workspace begins with a change of nothing.
        EventKind::WorkspaceUpdated if changes.is_empty() => only("created the workspace"),
        EventKind::WorkspaceUpdated => of_workspace(changes),
        EventKind::WorkspaceDeleted => only("deleted the workspace"),
        // What only leaves a reader's sight is no entry, and places are given anew by nobody.
        EventKind::TaskGone
        | EventKind::BoardGone
        | EventKind::ColumnReordered
        | EventKind::ActivityLogged => only("changed"),
    }
}

fn tasks(sentence: Sentence) -> Sentence {
    Sentence {
        many: Some("tasks"),
        ..sentence
    }
}

/// Whether somebody removed themself.
fn has_left(entry: &Activity) -> bool {
    let removed = change(&entry.changes, "user_id").and_then(|change| change.from.as_str());
    entry
        .actor
        .id
        .is_some_and(|actor| removed == Some(&actor.to_string()))
}

fn of_board(names: &impl Names, changes: &[Change]) -> Sentence {
    if let [_, _, ..] = changes {
        return led("changed", say(format!("{} of the board", labels(changes))));
    }
    if let Some(change) = change(changes, "name") {
        return match change.from.as_str() {
            Some(UNNAMED_BOARD) => only("named the board"),
            _ => renamed("renamed the board", changes, "name").unwrap_or_default(),
        };
    }
    if let Some(change) = change(changes, "member_ids") {
        let (added, removed) = differing(change);
        let (came, went) = (people_named(names, &added), people_named(names, &removed));
        return match (added.is_empty(), removed.is_empty()) {
            (false, true) => led("added", say(format!("{came} to the board"))),
            (true, false) => led("took", say(format!("{went} off the board"))),
            _ => led(
                "added",
                say(format!("{came} to, and took {went} off, the board")),
            ),
        };
    }
    if let Some(to) = change(changes, "visibility").and_then(|c| c.to.as_str()) {
        return with("made the board", Words::own(to.to_owned()));
    }
    if change(changes, "color").is_some() {
        return only("changed the colour of the board");
    }
    only("changed the board")
}

fn of_column(changes: &[Change]) -> Sentence {
    if let [_, _, ..] = changes {
        return led("changed", say(format!("{} of the column", labels(changes))));
    }
    if let Some(sentence) = renamed("renamed the column", changes, "name") {
        return sentence;
    }
    if let Some(change) = change(changes, "wip_limit") {
        return match change.to.as_i64() {
            Some(1) => with("limited the column", "to 1 task"),
            Some(limit) => with("limited the column", say(format!("to {limit} tasks"))),
            None => only("lifted the limit of the column"),
        };
    }
    if let Some(to) = change(changes, "category").and_then(|c| c.to.as_str()?.parse().ok()) {
        let status = crate::ui::status_name(to);
        return with("made the column", say(format!("mean {status}")));
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
        return led("changed their name:", say(format!("{} →", typed(from))));
    }
    match (change(changes, "role"), change(changes, "custom_role_id")) {
        (Some(_), _) => with_value(changes, "role", "changed the role of"),
        (None, Some(_)) => only("changed the role of"),
        (None, None) => only("changed"),
    }
}

fn of_workspace(changes: &[Change]) -> Sentence {
    if is_restored(changes) {
        return only("restored the workspace");
    }
    if change(changes, "task_prefix").is_some() && changes.len() == 1 {
        return with_value(changes, "task_prefix", "changed the prefix of tasks");
    }
    if let [_, _, ..] = changes {
        return led(
            "changed",
            say(format!("{} of the workspace", labels(changes))),
        );
    }
    renamed("renamed the workspace", changes, "name")
        .unwrap_or_else(|| with_value(changes, "slug", "changed the address of"))
}

/// *the title and priority*
fn labels(changes: &[Change]) -> String {
    let told = changes.iter().filter_map(|change| label(&change.field));
    listed("the ", &told.collect::<Vec<_>>())
}

/// *one*, *one and another*, *one, another and a third*
fn listed(before: &str, words: &[&str]) -> String {
    match words {
        [] => format!("{before}details"),
        [one] => format!("{before}{one}"),
        [first @ .., last] => format!("{before}{} and {last}", first.join(", ")),
    }
}

/// Whether something is there again and not for the first time.
fn is_restored(changes: &[Change]) -> bool {
    change(changes, "deleted_at").is_some()
}

fn change<'a>(changes: &'a [Change], field: &str) -> Option<&'a Change> {
    changes.iter().find(|change| change.field == field)
}

/// Old name → new name, which is the subject.
fn renamed(verb: &'static str, changes: &[Change], field: &str) -> Option<Sentence> {
    let change = change(changes, field)?;
    let from = change.from.as_str()?;
    Some(Sentence {
        whole: change
            .to
            .as_str()
            .map(|to| say(format!("{} → {}", typed(from), typed(to)))),
        ..led(verb, say(format!("{} →", typed(from))))
    })
}

fn with_value(changes: &[Change], field: &str, verb: &'static str) -> Sentence {
    let change = change(changes, field);
    let to = change.and_then(|c| c.to.as_str());
    let from = change.and_then(|c| c.from.as_str());
    Sentence {
        whole: from
            .zip(to)
            .map(|(from, to)| say(format!("from {from} to {to}"))),
        rest: to.map(|to| say(format!("to {to}"))),
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

/// Their names, of people who typed them themselves.
fn people_named(names: &impl Names, ids: &[UserId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| typed(&names.person(*id))).collect();
    names.join(", ")
}
