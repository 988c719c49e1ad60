//! What the list of shortcuts says. Which key does what stands in `keys/shortcuts.rs`.

pub const SHIFT: &str = "Shift";
/// Between keys that are pressed one after the other.
pub const THEN: &str = " then ";
/// Between keys that are pressed at once.
pub const AND: &str = " + ";
/// Between keys of which one is pressed.
pub const OR: &str = " / ";

pub const ANYWHERE: &str = "Everywhere";
pub const HELP: &str = "Show this list";
pub const SIDEBAR: &str = "Show or hide the sidebar";
pub const RAIL: &str = "Show or hide the activity";
pub const TO_BOARDS: &str = "Go to the boards";
pub const TO_PEOPLE: &str = "Go to the members";
pub const TO_SETTINGS: &str = "Go to the settings";
pub const UNDO: &str = "Undo the last action";
pub const CLOSE: &str = "Close what is open, or clear the selection";

pub const ON_BOARD: &str = "On a board";
pub const WALK: &str = "Go from card to card";
pub const STEP: &str = "Go to the next or previous card";
pub const ENDS: &str = "Go to the first or last card";
pub const SELECT_WALK: &str = "Select the cards on the way";
pub const SELECT_STEP: &str = "Select the next or previous card";
pub const SELECT_ENDS: &str = "Select all cards up to the first or last";
pub const FILTER: &str = "Filter the cards";
pub const NEW_TASK: &str = "Create a task";

pub const ON_CARD: &str = "On a card";
pub const OPEN: &str = "Open the task";
pub const LIFT: &str = "Lift or drop the card";
pub const MOVE: &str = "Move the card to another place";
pub const STATUS: &str = "Change the status";
pub const ASSIGNEE: &str = "Change the assignees";
pub const PRIORITY: &str = "Change the priority";
pub const DUE: &str = "Change the due date";
pub const SELECT: &str = "Select the card";
pub const SELECT_UP_TO: &str = "Select all cards up to this one";
pub const DELETE: &str = "Delete the card";

pub const IN_TASK: &str = "In an open task";
pub const TASK_STEP: &str = "Go to the next or previous task";
pub const LEAVE_TASK: &str = "Leave the text, or close the task";

pub const ON_COLUMN: &str = "On a column’s name";
pub const LIFT_COLUMN: &str = "Lift or drop the column";

pub const LIFTED: &str = "While a card or a column is lifted";
pub const CARRY: &str = "Carry it from place to place";
pub const CARRY_STEP: &str = "Carry it to the next or previous place";
pub const CARRY_ENDS: &str = "Carry it to the first or last place";
pub const DROP: &str = "Drop it";
pub const PUT_BACK: &str = "Put it back";

pub const IN_TRASH: &str = "In the trash";
pub const ROW: &str = "Go from row to row";
pub const ROW_STEP: &str = "Go to the next or previous row";

pub const IN_CALENDAR: &str = "In a calendar";
pub const DAY: &str = "Go from day to day";
pub const WEEK: &str = "Go to the start or end of the week";
pub const MONTH: &str = "Go to the previous or next month";
pub const YEAR: &str = "Go to the previous or next year";
pub const TODAY: &str = "Go to today";
pub const PICK: &str = "Take this day";

/// What is printed on a key; of most it is what the browser calls them.
pub fn key_name(key: &'static str) -> &'static str {
    match key {
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        " " => "Space",
        "PageUp" => "Page Up",
        "PageDown" => "Page Down",
        other => other,
    }
}

/// *Close, Escape*: the name of a button, with the key that does the same.
pub fn with_key(name: &str, key: &str) -> String {
    format!("{name}, {key}")
}
