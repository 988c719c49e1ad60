//! What happened: the activity rail's words around those of its sentences.

use tutti_types::activity::SubjectKind;

use super::{Words, say, typed};

/// People are told by their first name.
pub fn first_name(name: &str) -> String {
    name.split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Somebody changed the text that one is writing.
pub fn clash(who: &str) -> Words {
    let who = typed(&first_name(who));
    say(format!(
        "{who} changed this too. Yours is not saved yet. They wrote:"
    ))
}

/// `Undone: LRK-3 deleted`
pub fn undone(what: &Words) -> Words {
    say(format!("Undone: {}", what.as_marked()))
}

/// `Undone: 3 tasks`, where nothing told of it.
pub fn undone_of(what: &str) -> Words {
    match what {
        "" => "Undone".into(),
        what => say(format!("Undone: {what}")),
    }
}

/// What one wants to take back was taken back already, or never done.
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo";

/// What came above what one reads: `3 new`
pub fn news(count: usize) -> Words {
    say(format!("{count} new"))
}

/// Who did what nobody did.
pub const TUTTI: &str = "Tutti";
/// A button that opens what changed.
pub const SHOW_CHANGES: &str = "What changed";
/// Between the old and the new, for who cannot see the arrow.
pub const BECAME: &str = " became ";
/// A value of nothing.
pub const NOTHING: &str = "nothing";
/// A column that is not known here.
pub const UNKNOWN_COLUMN: &str = "another column";
/// A board that is not known here.
pub const UNKNOWN_BOARD: &str = "another board";
/// It is due on a date.
pub const ALL_DAY: &str = "on a date";
/// It is due at a moment.
pub const AT_A_TIME: &str = "at a time";
/// Somebody locked out.
pub const SUSPENDED: &str = "suspended";
/// Somebody who is not.
pub const NOT_SUSPENDED: &str = "let in";

/// `created 3 tasks`
pub fn many(verb: &str, count: usize, what: &str) -> Words {
    say(format!("{verb} {count} {what}"))
}

/// `created 50 or more tasks`, where older ones may be among them.
pub fn many_or_more(verb: &str, count: usize, what: &str) -> Words {
    say(format!("{verb} {count} or more {what}"))
}

/// What something is called whose name is not known here.
pub const fn unnamed(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Member => "someone",
        SubjectKind::Invitation => "somebody",
        SubjectKind::Workspace | SubjectKind::Board | SubjectKind::Column => "(unnamed)",
        SubjectKind::Task => "a task",
    }
}
