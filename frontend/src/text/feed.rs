//! What happened: the words of the activity rail, those of its sentences in [`deeds`].

pub mod deeds;

use tutti_state::Intent;
use tutti_state::boards::Intent as Boards;
use tutti_state::people::Intent as People;
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

/// Somebody changed a text after it was saved, while its writer was in it.
pub fn overtaken(who: &str) -> Words {
    let who = typed(&first_name(who));
    say(format!(
        "{who} changed this after yours was saved. They wrote:"
    ))
}

/// `Undone: “Ship it” deleted`
pub fn undone(what: &Words) -> Words {
    say(format!("Undone: {}", what.as_marked()))
}

/// `Undone: “Ship it” moved`, where nothing told of it; `what` is marked where somebody typed it.
pub fn undone_of(what: &str, deed: &str) -> Words {
    undone(&say(format!("{what} {deed}")))
}

/// What was done, by what takes it back.
pub const fn undone_deed(undo: &Intent) -> &'static str {
    match undo {
        Intent::Boards(undo) => match undo {
            Boards::TaskMove(_) | Boards::ColumnMove(_) => deeds::MOVED,
            Boards::TaskUpdate(_) | Boards::ColumnUpdate(_) | Boards::BoardUpdate(_) => {
                deeds::CHANGED
            }
            Boards::TaskDelete(_) | Boards::ColumnDelete(_) | Boards::BoardDelete(_) => {
                deeds::ADDED
            }
            Boards::TaskCreate(_)
            | Boards::TaskRestore(_)
            | Boards::ColumnCreate(_)
            | Boards::ColumnRestore(_)
            | Boards::BoardRestore(_) => deeds::DELETED,
        },
        Intent::People(People::MemberUpdate(_)) => deeds::CHANGED,
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
/// A member who is suspended.
pub const SUSPENDED: &str = "suspended";
/// A member who is not.
pub const NOT_SUSPENDED: &str = "not suspended";

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
        SubjectKind::Member | SubjectKind::Invitation => "someone",
        SubjectKind::Workspace | SubjectKind::Board | SubjectKind::Column => "(unnamed)",
        SubjectKind::Task => "a task",
    }
}

/// A button that opens what changed: `What changed: Nora renamed the board`
pub fn show_changes(told: &Words) -> Words {
    say(format!("What changed: {}", told.as_marked()))
}

/// Between what was done and when: a date at the end of one would run into the other.
pub const WHEN: &str = " · ";

/// What is done to a date: *set the due date of* Week view.
pub struct DateVerbs {
    /// There was none.
    pub set: &'static str,
    /// There was another.
    pub moved: &'static str,
    /// There is none any more.
    pub cleared: &'static str,
    /// It is the same moment, as a date or as a time.
    pub changed: &'static str,
}

/// Those of the due date, or of the start date.
pub const fn date_verbs(is_due: bool) -> DateVerbs {
    if is_due {
        DateVerbs {
            set: "set the due date of",
            moved: "moved the due date of",
            cleared: "cleared the due date of",
            changed: "changed the due date of",
        }
    } else {
        DateVerbs {
            set: "set the start date of",
            moved: "moved the start date of",
            cleared: "cleared the start date of",
            changed: "changed the start date of",
        }
    }
}

/// Behind a date that is none any more: *cleared its due date (4 Dec)*
pub fn which_was(from: &str) -> Words {
    say(format!("({from})"))
}

/// *set its due date to 5 Dec*
pub fn set_its_date(date: &str, to: &str) -> Words {
    say(format!("set its {date} to {to}"))
}

/// *moved its due date from 4 Dec to 5 Dec*
pub fn moved_its_date(date: &str, from: &str, to: &str) -> Words {
    say(format!("moved its {date} from {from} to {to}"))
}

/// *cleared its due date (4 Dec)*
pub fn cleared_its_date(date: &str, from: Option<&str>) -> Words {
    say(match from {
        Some(from) => format!("cleared its {date} ({from})"),
        None => format!("cleared its {date}"),
    })
}

/// *changed its title and assignees*
pub fn changed_its(fields: &str) -> Words {
    say(format!("changed its {fields}"))
}

/// *to Review, and changed its assignees, and set its due date to 5 Dec*
pub fn also(first: Option<&Words>, besides: &[Words]) -> Words {
    let besides: Vec<&str> = besides.iter().map(Words::as_marked).collect();
    let besides = format!("and {}", besides.join(", and "));
    say(match first {
        Some(first) => format!("{}, {besides}", first.as_marked()),
        None => besides,
    })
}

#[cfg(test)]
mod tests {
    use tutti_state::boards::TaskDelete;
    use tutti_types::TaskId;

    use super::*;
    use crate::text::quoted;

    #[test]
    fn what_is_taken_back_is_told_by_what_had_been_done() {
        let task = TaskId::new();
        let deed = undone_deed(&TaskDelete { task }.into());
        let told = undone_of(&quoted("Ship it"), deed);
        assert_eq!(told.plain(), "Undone: “Ship it” added");
        assert_eq!(
            undone_of("3 tasks", deeds::MOVED).plain(),
            "Undone: 3 tasks moved"
        );
    }

    #[test]
    fn a_date_that_is_none_any_more_is_told() {
        let cleared = |from| cleared_its_date("due date", from).plain();
        assert_eq!(cleared(Some("4 Dec")), "cleared its due date (4 Dec)");
        assert_eq!(cleared(None), "cleared its due date");
        let besides = [
            changed_its("title"),
            cleared_its_date("due date", Some("4 Dec")),
        ];
        assert_eq!(
            also(Some(&say("to Review".to_owned())), &besides).plain(),
            "to Review, and changed its title, and cleared its due date (4 Dec)"
        );
    }
}
