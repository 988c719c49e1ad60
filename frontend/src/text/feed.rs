//! What happened: the activity rail's words around those of its sentences.

use tutti_types::events::EventKind;

/// People are told by their first name.
pub fn first_name(name: &str) -> String {
    name.split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Somebody changed the text that one is writing.
pub fn clash(who: &str) -> String {
    format!(
        "{} changed this too. Yours is not saved yet. They wrote:",
        first_name(who)
    )
}

/// `Undone: LRK-3 deleted`
pub fn undone(what: &str) -> String {
    format!("Undone: {what}")
}

/// What was taken back where nothing told of it.
pub const UNDONE: &str = "Undone";

/// `created 3 tasks`
pub fn many(verb: &str, count: usize, what: &str) -> String {
    format!("{verb} {count} {what}")
}

/// `created 50 or more tasks`, where older ones may be among them.
pub fn many_or_more(verb: &str, count: usize, what: &str) -> String {
    format!("{verb} {count} or more {what}")
}

/// What something is called whose name is not known here.
pub const fn unnamed(kind: EventKind) -> &'static str {
    match kind {
        EventKind::InvitationCreated
        | EventKind::InvitationRevoked
        | EventKind::InvitationAccepted => "somebody",
        EventKind::MemberJoined | EventKind::MemberUpdated | EventKind::MemberRemoved => "someone",
        EventKind::BoardCreated
        | EventKind::BoardUpdated
        | EventKind::BoardDeleted
        | EventKind::BoardGone
        | EventKind::ColumnCreated
        | EventKind::ColumnUpdated
        | EventKind::ColumnDeleted
        | EventKind::ColumnReordered => "(unnamed)",
        _ => "a task",
    }
}
