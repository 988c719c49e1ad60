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

use super::fold::{Line, UNNAMED_BOARD};
use super::names::Names;
use crate::text::feed::deeds::{self, Owner};
use crate::text::{Words, say, typed};
pub use dates::tells_of_dates;
pub use field::{Field, label, said};

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
    /// What was done to several, where that is told otherwise: *added the column* Review, but *added 3 columns*.
    pub many_verb: Option<&'static str>,
}

impl Sentence {
    /// What stands before the subject.
    pub fn begin(&self) -> Words {
        match &self.lead {
            Some(lead) => say(format!("{} {}", self.verb, lead.as_marked())),
            None => self.verb.into(),
        }
    }

    /// What stands before the number of several.
    pub fn begin_many(&self) -> Words {
        self.many_verb.map_or_else(|| self.begin(), Into::into)
    }

    /// The whole, in the history of the subject, which is *it*.
    pub fn of_it(&self) -> Words {
        let begin = match self.whole {
            Some(_) => self.verb.into(),
            None => self.begin(),
        };
        let behind = self.whole.as_ref().or(self.rest.as_ref());
        deeds::of_it(begin.as_marked(), behind)
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
        many_verb: None,
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
        EventKind::TaskCreated => tasks(only(deeds::CREATED)),
        EventKind::TaskDeleted => tasks(only(deeds::DELETED)),
        EventKind::TaskRestored => tasks(only(deeds::RESTORED)),
        EventKind::TaskMoved | EventKind::TaskUpdated => task::of(names, entry),
        EventKind::BoardCreated if is_restored(changes) => only(deeds::RESTORED_BOARD),
        EventKind::BoardCreated => only(deeds::CREATED_BOARD),
        EventKind::BoardUpdated => of_board(names, changes),
        EventKind::BoardDeleted => only(deeds::DELETED_BOARD),
        EventKind::BoardPurged => only(deeds::PURGED_BOARD),
        EventKind::ColumnCreated if is_restored(changes) => only(deeds::RESTORED_COLUMN),
        EventKind::ColumnCreated => columns(only(deeds::ADDED_COLUMN), deeds::ADDED),
        EventKind::ColumnUpdated => of_column(changes),
        EventKind::ColumnDeleted => columns(only(deeds::DELETED_COLUMN), deeds::DELETED),
        EventKind::MemberJoined => alone(deeds::JOINED),
        EventKind::MemberUpdated => of_member(changes),
        EventKind::MemberRemoved if has_left(entry) => alone(deeds::LEFT),
        EventKind::MemberRemoved => only(deeds::REMOVED),
        EventKind::InvitationCreated if change(changes, "expires_at").is_some() => {
            only(deeds::SENT_NEW_LINK)
        }
        EventKind::InvitationCreated => Sentence {
            many: Some(deeds::PEOPLE),
            ..only(deeds::INVITED)
        },
        EventKind::InvitationRevoked => only(deeds::REVOKED_INVITATION),
        EventKind::InvitationAccepted if entry.subject.name.is_empty() => {
            alone(deeds::ACCEPTED_INVITATION)
        }
        EventKind::InvitationAccepted => only(deeds::ACCEPTED_INVITATION_OF),
        // A workspace begins with a change of nothing.
        EventKind::WorkspaceUpdated if changes.is_empty() => only(deeds::CREATED_WORKSPACE),
        EventKind::WorkspaceUpdated => of_workspace(changes),
        EventKind::WorkspaceDeleted => only(deeds::DELETED_WORKSPACE),
        // What only leaves a reader's sight is no entry, and places are given anew by nobody.
        EventKind::TaskGone
        | EventKind::BoardGone
        | EventKind::ColumnReordered
        | EventKind::ActivityLogged => only(deeds::CHANGED),
    }
}

fn tasks(sentence: Sentence) -> Sentence {
    Sentence {
        many: Some(deeds::TASKS),
        ..sentence
    }
}

fn columns(sentence: Sentence, many_verb: &'static str) -> Sentence {
    Sentence {
        many: Some(deeds::COLUMNS),
        many_verb: Some(many_verb),
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
        return fields_of(changes, Owner::Board);
    }
    if let Some(change) = change(changes, "name") {
        return match change.from.as_str() {
            Some(UNNAMED_BOARD) => only(deeds::SET_UP_BOARD),
            _ => renamed(deeds::RENAMED_BOARD, changes, "name").unwrap_or_default(),
        };
    }
    if let Some(change) = change(changes, "member_ids") {
        let (added, removed) = differing(change);
        let (came, went) = (people_named(names, &added), people_named(names, &removed));
        return match (added.is_empty(), removed.is_empty()) {
            (false, true) => led(deeds::ADDED, deeds::to_board(&came)),
            (true, false) => led(deeds::REMOVED, deeds::from_board(&went)),
            _ => led(deeds::ADDED, deeds::to_and_from_board(&came, &went)),
        };
    }
    if let Some(to) = change(changes, "visibility").and_then(|c| c.to.as_str()) {
        return with(deeds::MADE_BOARD, Words::own(to.to_owned()));
    }
    if change(changes, "color").is_some() {
        return only(deeds::CHANGED_BOARD_COLOUR);
    }
    only(deeds::CHANGED_BOARD)
}

fn of_column(changes: &[Change]) -> Sentence {
    if let [_, _, ..] = changes {
        return fields_of(changes, Owner::Column);
    }
    if let Some(sentence) = renamed(deeds::RENAMED_COLUMN, changes, "name") {
        return sentence;
    }
    if let Some(change) = change(changes, "wip_limit") {
        return match change.to.as_i64() {
            Some(limit) => with(deeds::LIMITED_COLUMN, deeds::to_tasks(limit)),
            None => only(deeds::REMOVED_LIMIT),
        };
    }
    if let Some(to) = change(changes, "category").and_then(|c| c.to.as_str()?.parse().ok()) {
        let status = crate::ui::status_name(to);
        return with(deeds::SET_COLUMN_STATUS, deeds::to(status));
    }
    if change(changes, "color").is_some() {
        return only(deeds::CHANGED_COLUMN_COLOUR);
    }
    if change(changes, "position").is_some() {
        return only(deeds::MOVED_COLUMN);
    }
    only(deeds::CHANGED_COLUMN)
}

fn of_member(changes: &[Change]) -> Sentence {
    if let Some(change) = change(changes, "suspended") {
        return match change.to.as_bool() {
            Some(true) => only(deeds::SUSPENDED),
            _ => only(deeds::UNSUSPENDED),
        };
    }
    if let Some(from) = change(changes, "name").and_then(|c| c.from.as_str()) {
        return led(deeds::CHANGED_THEIR_NAME, deeds::was(&typed(from)));
    }
    match (change(changes, "role"), change(changes, "custom_role_id")) {
        (Some(_), _) => with_value(changes, "role", deeds::CHANGED_ROLE),
        (None, Some(_)) => only(deeds::CHANGED_ROLE),
        (None, None) => only(deeds::CHANGED),
    }
}

fn of_workspace(changes: &[Change]) -> Sentence {
    if is_restored(changes) {
        return only(deeds::RESTORED_WORKSPACE);
    }
    if change(changes, "task_prefix").is_some() && changes.len() == 1 {
        return with_value(changes, "task_prefix", deeds::CHANGED_PREFIX);
    }
    if let [_, _, ..] = changes {
        return fields_of(changes, Owner::Workspace);
    }
    renamed(deeds::RENAMED_WORKSPACE, changes, "name")
        .unwrap_or_else(|| with_value(changes, "slug", deeds::CHANGED_URL))
}

/// *changed* the name and limit of the column
fn fields_of(changes: &[Change], owner: Owner) -> Sentence {
    let told = changes.iter().filter_map(|change| label(&change.field));
    let fields: Vec<&str> = told.collect();
    led(deeds::CHANGED, deeds::fields_of(&fields, owner))
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
            .map(|to| deeds::became(&typed(from), &typed(to))),
        ..led(verb, deeds::was(&typed(from)))
    })
}

fn with_value(changes: &[Change], field: &str, verb: &'static str) -> Sentence {
    let change = change(changes, field);
    let to = change.and_then(|c| c.to.as_str());
    let from = change.and_then(|c| c.from.as_str());
    Sentence {
        whole: from.zip(to).map(|(from, to)| deeds::from_to(from, to)),
        rest: to.map(deeds::to),
        ..only(verb)
    }
}

/// From one thing to another; where there is little room, only to what.
fn with_both(verb: &'static str, from: &str, to: &str) -> Sentence {
    Sentence {
        whole: Some(deeds::from_to(from, to)),
        ..with(verb, deeds::to(to))
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
