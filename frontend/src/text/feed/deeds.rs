//! What was done: the verbs of the feed, and what stands around the thing they are about. `components::activity_rail::words` says which
//! of them a change is told by.

use super::{Words, say};

pub const CREATED: &str = "created";
pub const DELETED: &str = "deleted";
pub const RESTORED: &str = "restored";
pub const CHANGED: &str = "changed";
pub const ADDED: &str = "added";
pub const REMOVED: &str = "removed";
pub const RENAMED: &str = "renamed";
pub const MOVED: &str = "moved";

pub const TASKS: &str = "tasks";
pub const REORDERED: &str = "reordered";
pub const SET_PRIORITY: &str = "set the priority of";
pub const DESCRIBED: &str = "added a description to";
pub const CHANGED_DESCRIPTION: &str = "changed the description of";
pub const REMOVED_DESCRIPTION: &str = "removed the description of";
/// Somebody put themself on a task.
pub const TOOK: &str = "took";
pub const ASSIGNED: &str = "assigned";
pub const UNASSIGNED: &str = "unassigned";
pub const REORDERED_ASSIGNEES: &str = "reordered the assignees of";
pub const TO_ANOTHER_BOARD: &str = "to another board";

pub const CREATED_BOARD: &str = "created the board";
pub const RESTORED_BOARD: &str = "restored the board";
pub const DELETED_BOARD: &str = "deleted the board";
/// After its days in the trash.
pub const PURGED_BOARD: &str = "permanently deleted the board";
pub const CHANGED_BOARD: &str = "changed the board";
/// It came with its workspace, and gets the first name of its own.
pub const SET_UP_BOARD: &str = "set up the board";
pub const RENAMED_BOARD: &str = "renamed the board";
/// Before *open* or *private*, which stands behind the board.
pub const MADE_BOARD: &str = "made the board";
pub const CHANGED_BOARD_COLOUR: &str = "changed the colour of the board";

pub const COLUMNS: &str = "columns";
pub const ADDED_COLUMN: &str = "added the column";
pub const RESTORED_COLUMN: &str = "restored the column";
pub const DELETED_COLUMN: &str = "deleted the column";
pub const CHANGED_COLUMN: &str = "changed the column";
pub const RENAMED_COLUMN: &str = "renamed the column";
pub const MOVED_COLUMN: &str = "moved the column";
pub const LIMITED_COLUMN: &str = "limited the column";
pub const REMOVED_LIMIT: &str = "removed the limit of the column";
pub const SET_COLUMN_STATUS: &str = "set the status of the column";
pub const CHANGED_COLUMN_COLOUR: &str = "changed the colour of the column";

pub const JOINED: &str = "joined";
pub const LEFT: &str = "left";
pub const SUSPENDED: &str = "suspended";
pub const UNSUSPENDED: &str = "unsuspended";
pub const CHANGED_ROLE: &str = "changed the role of";
/// Before the old name.
pub const CHANGED_THEIR_NAME: &str = "changed their name:";

pub const PEOPLE: &str = "people";
pub const INVITED: &str = "invited";
pub const SENT_NEW_LINK: &str = "sent a new link to";
pub const REVOKED_INVITATION: &str = "revoked the invitation of";
pub const ACCEPTED_INVITATION_OF: &str = "accepted the invitation of";
pub const ACCEPTED_INVITATION: &str = "accepted an invitation";

pub const CREATED_WORKSPACE: &str = "created the workspace";
pub const RESTORED_WORKSPACE: &str = "restored the workspace";
pub const DELETED_WORKSPACE: &str = "deleted the workspace";
pub const RENAMED_WORKSPACE: &str = "renamed the workspace";
pub const CHANGED_PREFIX: &str = "changed the task prefix of";
pub const CHANGED_URL: &str = "changed the URL of";

/// What of something was changed: *changed* the title and priority of
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A task, which follows at once.
    Task,
    /// A board.
    Board,
    /// A column.
    Column,
    /// A workspace.
    Workspace,
}

/// *the title and priority of*, *the name and limit of the column*
pub fn fields_of(fields: &[&str], owner: Owner) -> Words {
    let fields = the(fields);
    say(match owner {
        Owner::Task => format!("{fields} of"),
        Owner::Board => format!("{fields} of the board"),
        Owner::Column => format!("{fields} of the column"),
        Owner::Workspace => format!("{fields} of the workspace"),
    })
}

fn the(fields: &[&str]) -> String {
    format!("the {}", listed(fields))
}

/// *one*, *one and another*, *one, another and a third*
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => "details".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// *added* Theo to the board; `people` and all that follows here is marked where somebody typed it.
pub fn to_board(people: &str) -> Words {
    say(format!("{people} to the board"))
}

/// *removed* Theo from the board
pub fn from_board(people: &str) -> Words {
    say(format!("{people} from the board"))
}

/// *added* Noor to, and removed Theo from, the board
pub fn to_and_from_board(came: &str, went: &str) -> Words {
    say(format!("{came} to, and removed {went} from, the board"))
}

/// *limited the column* Review *to 5 tasks*
pub fn to_tasks(limit: i64) -> Words {
    say(match limit {
        1 => "to 1 task".to_owned(),
        limit => format!("to {limit} tasks"),
    })
}

/// *to Review*
pub fn to(what: &str) -> Words {
    say(format!("to {what}"))
}

/// *from To do to Review*
pub fn from_to(from: &str, to: &str) -> Words {
    say(format!("from {from} to {to}"))
}

/// *moved* Week view *to the board Launch*
pub fn to_the_board(board: &str) -> Words {
    say(format!("to the board {board}"))
}

/// *moved* Week view *on Launch*, where it is not known to what column.
pub fn on_board(board: &str) -> Words {
    say(format!("on {board}"))
}

/// *assigned* Week view *to Noor instead of Theo*
pub fn to_instead_of(came: &str, went: &str) -> Words {
    say(format!("to {came} instead of {went}"))
}

/// *unassigned* Theo from Week view
pub fn from(people: &str) -> Words {
    say(format!("{people} from"))
}

/// *renamed* Old name → New name, up to the arrow.
pub fn was(from: &str) -> Words {
    say(format!("{from} →"))
}

/// *Old name → New name*
pub fn became(from: &str, to: &str) -> Words {
    say(format!("{from} → {to}"))
}

/// A sentence up to its subject, and what stands behind it, in the history of the subject, which is *it*: *set its priority to high*.
pub fn of_it(begin: &str, behind: Option<&Words>) -> Words {
    let behind = behind.map(|words| format!(" {}", words.as_marked()));
    let behind = behind.unwrap_or_default();
    // *set the priority of* Week view, but *set its priority*.
    let owned = begin
        .strip_suffix(" of")
        .and_then(|begin| begin.split_once(" the "));
    say(match owned {
        Some((verb, owned)) => format!("{verb} its {owned}{behind}"),
        None => format!("{begin} it{behind}"),
    })
}

/// What a field of a change is called; none of one that no change is told of. Dates have names of their own.
pub fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "title",
        "description" => "description",
        "priority" => "priority",
        "assignee_ids" => "assignees",
        "status" | "category" => "status",
        "column_id" => "column",
        "board_id" => "board",
        "name" => "name",
        "color" => "colour",
        "visibility" => "visibility",
        "member_ids" => "people",
        "wip_limit" => "limit",
        "role" => "role",
        "suspended" => "access",
        "slug" => "URL",
        "task_prefix" => "prefix",
        _ => return None,
    })
}

pub const START_DATE: &str = "start date";
pub const DUE_DATE: &str = "due date";
