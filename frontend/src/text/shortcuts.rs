//! What the list of shortcuts says. Which key does what stands in `keys/shortcuts.rs`.

pub const SHIFT: &str = "Shift";

pub const ANYWHERE: &str = "Everywhere";
pub const HELP: &str = "Show this list";
pub const SIDEBAR: &str = "Show or hide the sidebar";
pub const RAIL: &str = "Show or hide the activity";
pub const TO_BOARDS: &str = "Go to boards";
pub const TO_PEOPLE: &str = "Go to members";
pub const TO_SETTINGS: &str = "Go to settings";
pub const UNDO: &str = "Undo the last action";
pub const CLOSE: &str = "Close, or clear the selection";

pub const ON_BOARD: &str = "On a board";
pub const WALK: &str = "Between cards";
pub const STEP: &str = "Next and previous card";
pub const ENDS: &str = "First and last card";
pub const SELECT_WALK: &str = "Select cards on the way";
pub const SELECT_STEP: &str = "Select the next or previous card";
pub const SELECT_ENDS: &str = "Select all up to the first or last";
pub const FILTER: &str = "Filter";
pub const NEW_TASK: &str = "New task";

pub const ON_CARD: &str = "On a card";
pub const OPEN: &str = "Open the task";
pub const LIFT: &str = "Lift the card, and drop it";
pub const MOVE: &str = "Move to";
pub const STATUS: &str = "Status";
pub const ASSIGNEE: &str = "Assignee";
pub const PRIORITY: &str = "Priority";
pub const DUE: &str = "Due date";
pub const SELECT: &str = "Select the card";
pub const SELECT_UP_TO: &str = "Select all cards up to this one";
pub const DELETE: &str = "Delete the card";

pub const ON_COLUMN: &str = "On a column’s name";
pub const LIFT_COLUMN: &str = "Lift the column, and drop it";

pub const LIFTED: &str = "While a card or a column is lifted";
pub const CARRY: &str = "Carry it";
pub const CARRY_STEP: &str = "Next and previous place";
pub const CARRY_ENDS: &str = "First and last place";
pub const DROP: &str = "Drop it";
pub const PUT_BACK: &str = "Put it back";

pub const IN_TRASH: &str = "In the trash";
pub const ROW: &str = "Between rows";
pub const ROW_STEP: &str = "Next and previous row";

pub const IN_CALENDAR: &str = "In a calendar";
pub const DAY: &str = "Between days";
pub const WEEK: &str = "Start and end of the week";
pub const MONTH: &str = "Previous and next month";
pub const YEAR: &str = "Previous and next year";
pub const TODAY: &str = "Today";
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
